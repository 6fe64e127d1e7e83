package evaluation

import (
	"cmp"
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"guangsha/internal/base/refusal"
)

//go:embed profiles/*.json
var profileFiles embed.FS

// DefaultProfile is the profile of 财预〔2020〕10号.
const DefaultProfile = "P2020"

var allProfiles = sync.OnceValues(func() ([]Profile, error) {
	entries, err := profileFiles.ReadDir("profiles")
	if err != nil {
		return nil, fmt.Errorf("evaluation: list profiles: %w", err)
	}
	var profiles []Profile
	for _, e := range entries {
		raw, err := profileFiles.ReadFile(path.Join("profiles", e.Name()))
		if err != nil {
			return nil, fmt.Errorf("evaluation: read profile: %w", err)
		}
		p, err := ReadProfile(raw, e.Name())
		if err != nil {
			return nil, fmt.Errorf("evaluation: profile %s: %w", e.Name(), err)
		}
		profiles = append(profiles, p)
	}
	return profiles, nil
})

// Profiles are all profiles that come with the program, in the order of the names of their files.
func Profiles() ([]Profile, error) {
	profiles, err := allProfiles()
	return slices.Clone(profiles), err
}

// ProfileOf gives the profile with an id. Another one is refused, and the refusal lists those there are.
func ProfileOf(id string) (Profile, error) {
	profiles, err := allProfiles()
	if err != nil {
		return Profile{}, err
	}
	var ids []string
	for _, p := range profiles {
		if p.ID == id {
			return p, nil
		}
		ids = append(ids, p.ID)
	}
	return Profile{}, refusal.New("evaluation.profile.unknown", "没有评分口径“"+id+"”", "",
		"请从这些口径中选择，或给出口径文件："+strings.Join(ids, "、"))
}

// Default is the profile with the id DefaultProfile. The file is part of the program and a test reads it.
func Default() Profile {
	p, err := ProfileOf(DefaultProfile)
	if err != nil {
		panic(err)
	}
	return p
}

// ReadProfile reads a profile from its file (口径文件): a local variant is one more of these. What is missing or
// contradicts itself is a *refusal.Refused that names all of it.
func ReadProfile(src []byte, name string) (Profile, error) {
	var p Profile
	if wrong := readStrictly(src, &p); wrong != "" {
		return Profile{}, refusal.Bad("evaluation.profile.malformed", "口径文件"+quoteName(name)+"格式不正确："+wrong)
	}
	var wrong []string
	for _, rule := range profileRules {
		if !rule.holds(p) {
			wrong = append(wrong, rule.text)
		}
	}
	if len(wrong) > 0 {
		return Profile{}, refusal.Bad("evaluation.profile.wrong", "口径文件"+quoteName(name)+"："+strings.Join(wrong, "；"))
	}
	return p, nil
}

// profileRules are what holds for every profile.
var profileRules = []struct {
	text  string
	holds func(p Profile) bool
}{
	{"id、name、basis须填写", func(p Profile) bool { return p.ID != "" && p.Name != "" && p.Basis != "" }},
	{"execution.denominator应为budget（全年预算数）或initial（年初预算数）", func(p Profile) bool {
		return p.Execution.Denominator == "budget" || p.Execution.Denominator == "initial"
	}},
	{"权重应在0至10000（百分之一分）之间，合计不超过10000", func(p Profile) bool {
		sum, ok := p.Execution.Weight, p.Execution.Weight >= 0
		for _, g := range p.Groups {
			sum, ok = sum+g.Weight, ok && g.Weight > 0 && g.Weight <= 10_000
		}
		return ok && sum <= 10_000
	}},
	{"execution.bands应由高到低，得分不超过分值", func(p Profile) bool {
		return slices.IsSortedFunc(p.Execution.Bands, func(a, b Banded) int { return cmp.Compare(b.From, a.From) }) &&
			!slices.ContainsFunc(p.Execution.Bands, func(b Banded) bool {
				return b.Points < 0 || b.Points > p.Execution.Weight
			})
	}},
	{"over_note应大于0，over_ask不小于over_note", func(p Profile) bool { return p.OverNote > 0 && p.OverAsk >= p.OverNote }},
	{"over.policy应为none、fixed（points大于0）或proportional（percent在1至100之间）", func(p Profile) bool {
		switch p.Over.Policy {
		case OverNone:
			return true
		case OverFixed:
			return p.Over.Points > 0
		}
		return p.Over.Policy == OverProportional && p.Over.Percent >= 1 && p.Over.Percent <= 100
	}},
	{"late.rule应为grade或proportional（days大于0）", func(p Profile) bool {
		return p.Late.Rule == LateGrade || p.Late.Rule == LateProportional && p.Late.Days > 0
	}},
	{"grades应由高到低，最低一档从0起", func(p Profile) bool {
		n := len(p.Grades)
		return n > 0 && p.Grades[n-1].From == 0 &&
			slices.IsSortedFunc(p.Grades, func(a, b GradeRule) int { return cmp.Compare(b.From, a.From) })
	}},
	{"bands应有三档，由高到低首尾相接，从100到0", func(p Profile) bool {
		b := p.Bands
		return len(b) == 3 && b[0].To == 100 && b[0].From == b[1].To && b[1].From == b[2].To && b[2].From == 0 &&
			b[0].From > b[1].From && b[1].From > 0
	}},
	{"form须列出funds（至少总额和一个来源）、fund_columns、columns", func(p Profile) bool {
		return len(p.Form.Funds) > 1 && len(p.Form.FundColumns) > 0 && len(p.Form.Columns) > 0
	}},
}
