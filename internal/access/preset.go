package access

import "guangsha/internal/base/civil"

// Preset is what a centre asks of passwords and sessions (口令与会话策略). A policy file names it; what graded protection
// asks and what ASVS asks cannot be had together.
type Preset struct {
	Name     string // as policy files have it
	Basis    string // what asks for it
	Least    int    // characters
	Classes  int    // of capital, small letter, digit, other
	History  int    // passwords before that may not come again
	Days     int    // after which a password must be changed; 0 for never
	Failures int    // wrong passwords after which an account is locked
	Locked   int    // minutes
	Idle     int    // minutes after which an unused session ends
	Longest  int    // hours after which any session ends
	Skew     int    // minutes that the clock of a partner may be off
	SlipDays int    // days for which the slips of an enrolment are good, the day on which they were given among them
}

// Protection is the preset of graded protection (等保三级), GB/T 22239-2019 8.1.4.1 a and b: complexity, and a change
// in time. It is the one that a centre has unless its policy names another.
var Protection = Preset{Name: "dengbao3", Basis: "GB/T 22239-2019 8.1.4.1 a）", Least: 12, Classes: 3, History: 5,
	Days: 90, Failures: 5, Locked: 15, Idle: 15, Longest: 8, Skew: 5, SlipDays: 7}

// Verification is the preset of OWASP ASVS 5.0.0, which forbids rules of composition (V6.2.5) and changes that nobody
// has a reason for (V6.2.10), and holds length to be what counts (V6.2.1). Whoever takes it departs from 8.1.4.1 a and
// tells so to whoever assesses the system; all else is as in Protection.
var Verification = Preset{Name: "asvs", Basis: "OWASP ASVS 5.0.0 V6.2", Least: 15, History: 5, Failures: 5, Locked: 15,
	Idle: 15, Longest: 8, Skew: 5, SlipDays: 7}

// Presets are what a policy file may name.
var Presets = []Preset{Protection, Verification}

// FindPreset gives a preset by its name, Protection for none.
func FindPreset(name string) (Preset, bool) {
	for _, p := range Presets {
		if p.Name == name || name == "" {
			return p, true
		}
	}
	return Preset{}, false
}

// expired reports whether a password that was set on a day must be changed by another.
func (p Preset) expired(set, today civil.Date) bool {
	return p.Days > 0 && today >= set.AddDays(p.Days)
}
