package main

import (
	"time"

	"guangsha/internal/base/civil"
)

// wallClock is the clock on the wall.
type wallClock struct{}

// Now implements civil.Clock.
func (wallClock) Now() civil.Instant { return civil.InstantOf(time.Now()) }

// thisYear is the year on the wall.
func thisYear() int { return wallClock{}.Now().Date().Year() }
