package sim

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"

	"guangsha/internal/base/money"
	"guangsha/internal/evaluation"
	"guangsha/internal/spending"
)

// goalsText are the approved goals of the city for 2024, with what its departments filled in. What differs between the
// two is planted: words for numbers, the budget taken for the spending, loans counted for fees. {wan:n} and {count:n}
// stand for n of the whole city, brought down to this one's size.
//
//go:embed goals.json
var goalsText []byte

// wholeCity is the number of members that the goals speak of.
const wholeCity = 65_000

var scaled = regexp.MustCompile(`\{(wan|count):(\d+)\}|\{fees\}`)

// Goals are the approved goals of the city.
func (c *City) Goals() (evaluation.Goals, error) {
	var fees money.Fen
	for _, p := range c.projects() {
		if p.Family == spending.RegistrationFees {
			fees = p.Lines[0].Amount
		}
	}
	members := int64(c.Options.Members)
	text := scaled.ReplaceAllFunc(goalsText, func(m []byte) []byte {
		part := scaled.FindSubmatch(m)
		n, err := strconv.ParseInt(string(part[2]), 10, 64)
		switch {
		case err != nil:
			return []byte(fees.InWan(2))
		case string(part[1]) == "wan":
			return []byte(money.MulDiv(money.Fen(n)*money.Wan, members, wholeCity, money.HalfUp).InWan(2))
		}
		return fmt.Append(nil, max(n*members/wholeCity, 1))
	})
	var g evaluation.Goals
	if err := json.Unmarshal(text, &g); err != nil {
		return g, fmt.Errorf("goals of the city: %w", err)
	}
	return g, nil
}
