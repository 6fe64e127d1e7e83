package evaluation

import (
	"encoding/json"
	"fmt"
)

// keptPoints reads points as they are written, with two decimals or null. In the files of profiles points are whole
// hundredths, so Points itself does not.
type keptPoints struct{ Points }

// UnmarshalJSON reads what Points.MarshalJSON gives.
func (p *keptPoints) UnmarshalJSON(text []byte) error {
	p.Points = NoPoints
	if string(text) == "null" {
		return nil
	}
	if p.Points = ReadPoints(string(text)); !p.Printed() {
		return fmt.Errorf("evaluation: %.40q is no number of points", text)
	}
	return nil
}

// ReadKept reads a table from the JSON that was made of it, every cell as it was.
func ReadKept(text []byte) (Table, error) {
	// What stands outside hides what it embeds.
	var k struct {
		Table
		Total, TotalScore keptPoints
		Indicators        []struct {
			Indicator
			Weight, Score keptPoints
		}
	}
	if err := json.Unmarshal(text, &k); err != nil {
		return Table{}, fmt.Errorf("evaluation: read a kept table: %w", err)
	}
	t := k.Table
	t.Total, t.TotalScore = k.Total.Points, k.TotalScore.Points
	for _, ind := range k.Indicators {
		ind.Indicator.Weight, ind.Indicator.Score = ind.Weight.Points, ind.Score.Points
		t.Indicators = append(t.Indicators, ind.Indicator)
	}
	return t, nil
}
