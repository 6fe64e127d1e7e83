package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/store/sqlstore"
)

// Config says which centre is opened and where it lives. Empty fields are filled by Complete.
type Config struct {
	Data     string // 数据目录: database, keys, lock, exported papers
	DB       string // PostgreSQL connection string; empty for a SQLite file in the folder
	Platform string // address of the government service platform (政务服务平台); empty where none is connected
	Site     string // address of the centre's public pages (公众网站), as papers lead to it; empty where it has none
	Clamd    string // address of the daemon that scans files (查毒服务); empty where none is connected
	Centre   string // 中心代码: lower-case letters, digits and underscores; schema or file name of its books
	ReadOnly bool   // open beside a process that writes
	Opening  bool   // go on with an opening that is under way (期初建账)
	Invented bool   // the books are those of a demonstration city (示例市)
	Existing bool   // go on with books that are there: a mistyped folder is refused, and no new centre begins in it
}

// DefaultCentre is the code of the demonstration city's centre.
const DefaultCentre = "shili"

// configKeys are what may stand in configFile.
var configKeys = []string{"db", "centre", "platform", "clamd", "site"}

// configFile stands in the data folder; its keys are those of Complete.
const configFile = "guangsha.toml"

// Complete fills what is empty: first from the environment (GUANGSHA_DATA, GUANGSHA_DB, GUANGSHA_CENTRE), then from
// guangsha.toml in the data folder, then from the defaults. It refuses a config file it cannot read to the last line,
// a centre's code with other characters than its field says, and an address that is none of PostgreSQL.
func (c Config) Complete(environment func(string) string) (Config, error) {
	fill := func(to *string, value string) {
		if *to == "" {
			*to = value
		}
	}
	fill(&c.Data, environment("GUANGSHA_DATA"))
	fill(&c.Data, "data")
	fill(&c.DB, environment("GUANGSHA_DB"))
	fill(&c.Centre, environment("GUANGSHA_CENTRE"))
	values, err := readConfig(filepath.Join(c.Data, configFile))
	if err != nil {
		return c, err
	}
	fill(&c.DB, values["db"])
	fill(&c.Centre, values["centre"])
	fill(&c.Platform, values["platform"])
	fill(&c.Clamd, values["clamd"])
	fill(&c.Site, values["site"])
	fill(&c.Centre, DefaultCentre)
	if !validCentre(c.Centre) {
		return c, refusal.Bad("config.centre", "中心代码应为1至40个小写字母、数字或下划线，以字母开头")
	}
	if c.DB != "" {
		return c, sqlstore.CheckAddress(c.DB)
	}
	return c, nil
}

func validCentre(code string) bool {
	if len(code) == 0 || len(code) > 40 || code[0] < 'a' || code[0] > 'z' {
		return false
	}
	return strings.Trim(code, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// readConfig reads lines of the form key = "value". A file that is not there has no lines.
func readConfig(path string) (map[string]string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return parseConfig(path, string(text))
}

// parseConfig reads the lines of a file; path only serves messages.
func parseConfig(path, text string) (map[string]string, error) {
	values := map[string]string{}
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, "=")
		key, value = strings.TrimSpace(key), strings.TrimSpace(value)
		quoted := len(value) >= 2 && value[0] == '"' && strings.IndexByte(value[1:], '"') == len(value)-2
		switch {
		case !ok || !quoted || strings.Contains(value, `\`):
			return nil, badConfig(path, i+1, `应写成 名称 = "值"`)
		case !slices.Contains(configKeys, key):
			return nil, badConfig(path, i+1, "没有这个配置项，可用的是 "+strings.Join(configKeys, "、"))
		}
		values[key] = value[1 : len(value)-1]
	}
	return values, nil
}

func badConfig(path string, line int, why string) error {
	return refusal.New("config.line", fmt.Sprintf("配置文件 %s 第%d行有误：%s", path, line, why), "", "请改正该行后再运行")
}
