// Package policies holds the parameter sets of centres (政策参数集) as data, one JSON file per centre, and reads
// them into rows. It decides nothing; what a parameter means, the rule that asks for it says.
package policies

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/policy"
)

// Demonstration is the set of the invented city (示例市).
const Demonstration = "shili"

//go:embed *.json
var files embed.FS

// file is one parameter set as it is written.
type file struct {
	Centre     string `json:"centre"` // 中心
	Remark     string `json:"remark"` // what the values are, for whoever opens the file
	Parameters []struct {
		Key   string `json:"key"`
		Title string `json:"title"` // 参数名称 and its unit
		Rows  []struct {
			Branch   string `json:"branch"`
			Value    string `json:"value"`
			From     string `json:"from"`
			Document string `json:"document"`
		} `json:"rows"`
	} `json:"parameters"`
}

// Load reads the set of a name, for example Demonstration, in the order of its file. A set that does not exist or
// is malformed is an error.
func Load(name string) ([]policy.Row, error) {
	text, err := files.ReadFile(name + ".json")
	if err != nil {
		return nil, fmt.Errorf("policies: no set %q", name)
	}
	return parse(name, text)
}

// parse reads a set. Every parameter says what it is, and every value from when and by which document it holds.
func parse(name string, text []byte) ([]policy.Row, error) {
	var f file
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("policies: %s: %w", name, err)
	}
	var rows []policy.Row
	for _, p := range f.Parameters {
		if p.Key == "" || p.Title == "" || len(p.Rows) == 0 {
			return nil, fmt.Errorf("policies: %s: parameter %q lacks key, title or rows", name, p.Key)
		}
		for _, r := range p.Rows {
			from, err := civil.ParseDate(r.From)
			if err != nil {
				return nil, fmt.Errorf("policies: %s: %s: %w", name, p.Key, err)
			}
			if r.Value == "" || r.Document == "" {
				return nil, fmt.Errorf("policies: %s: %s from %s lacks value or document", name, p.Key, from)
			}
			rows = append(rows, policy.Row{
				Key: p.Key, Branch: r.Branch, Value: r.Value, From: from, Document: r.Document})
		}
	}
	return rows, nil
}
