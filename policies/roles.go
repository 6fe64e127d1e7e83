package policies

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"

	"guangsha/internal/access"
	"guangsha/internal/base/money"
)

//go:embed access/*.json
var roleFiles embed.FS

// roleFile is one set of roles as it is written.
type roleFile struct {
	Centre string `json:"centre"` // 中心
	Remark string `json:"remark"`
	Preset string `json:"preset"` // 口令与会话策略; dengbao3 without it
	Roles  []struct {
		Code   string   `json:"code"`
		Title  string   `json:"title"`
		Kind   string   `json:"kind"`
		May    []string `json:"may"` // codes of permissions
		Limits []struct {
			Permission string `json:"permission"`
			Branch     string `json:"branch"`
			Most       string `json:"most"` // 元
		} `json:"limits"`
	} `json:"roles"`
}

// kinds are the words for those who hold roles.
var kinds = map[string]access.Kind{"staff": access.Staff, "agent": access.Agent, "system": access.Program,
	"member": access.Member, "partner": access.Partner}

// Roles reads the roles of a centre, and what it asks of passwords and sessions, by the name of its parameter set. A
// set that does not exist, names a permission or preset that there is not, or mixes exclusive powers in one role is an
// error.
func Roles(name string) (access.Roles, access.Preset, error) {
	text, err := roleFiles.ReadFile("access/" + name + ".json")
	if err != nil {
		return nil, access.Preset{}, fmt.Errorf("policies: no roles %q", name)
	}
	return parseRoles(name, text)
}

func parseRoles(name string, text []byte) (access.Roles, access.Preset, error) {
	var f roleFile
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return nil, access.Preset{}, fmt.Errorf("policies: roles %s: %w", name, err)
	}
	preset, ok := access.FindPreset(f.Preset)
	if !ok {
		return nil, preset, fmt.Errorf("policies: roles %s: no preset %q", name, f.Preset)
	}
	roles, err := f.roles(name)
	return roles, preset, err
}

func (f roleFile) roles(name string) (access.Roles, error) {
	var list []access.Role
	for _, r := range f.Roles {
		role := access.Role{Code: r.Code, Title: r.Title, Kind: kinds[r.Kind]}
		if role.Kind == 0 {
			return nil, fmt.Errorf("policies: roles %s: %s: no kind %q", name, r.Code, r.Kind)
		}
		for _, code := range r.May {
			p, ok := access.FindPermission(code)
			if !ok {
				return nil, fmt.Errorf("policies: roles %s: %s: no permission %q", name, r.Code, code)
			}
			role.May = append(role.May, p)
		}
		for _, l := range r.Limits {
			most, err := money.ParseYuan(l.Most)
			if err != nil {
				return nil, fmt.Errorf("policies: roles %s: %s: %w", name, r.Code, err)
			}
			role.Limits = append(role.Limits, access.Limit{Permission: l.Permission, Branch: l.Branch, Most: most})
		}
		list = append(list, role)
	}
	return access.NewRoles(list)
}
