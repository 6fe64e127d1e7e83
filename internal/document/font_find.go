package document

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
)

// songs are the beginnings of names of font files that print Chinese, those most like 宋体 first. A font that is found
// here may still lie; OpenFont looks.
var songs = []string{
	"simsun", "notoserifcjk-regular", "notoserifcjksc-regular", "notoserifsc-regular", "sourcehanserif", "songti",
	"stsong", "fzss", "gbsn", "uming", "simfang", "fangsong", "simkai", "gkai", "ukai", "notosanscjk-regular",
	"notosanscjksc-regular", "sourcehansans", "msyh", "pingfang", "wqy", "simhei", "droidsansfallback",
}

// fontFolders are where the systems keep fonts.
func fontFolders() []string {
	home, _ := os.UserHomeDir()
	switch runtime.GOOS {
	case "windows":
		return []string{filepath.Join(os.Getenv("WINDIR"), "Fonts"),
			filepath.Join(os.Getenv("LOCALAPPDATA"), "Microsoft", "Windows", "Fonts")}
	case "darwin":
		return []string{"/System/Library/Fonts", "/Library/Fonts", filepath.Join(home, "Library", "Fonts")}
	}
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", filepath.Join(home, ".local", "share", "fonts"),
		filepath.Join(home, ".fonts")}
}

// SystemFonts opens the fonts of this machine that can print a form, best first and at most two, so that a rare
// character of a name may come from the second. Without one it refuses with CodeFont.
func SystemFonts() (Fonts, error) { return fontsIn(fontFolders()) }

func fontsIn(folders []string) (Fonts, error) {
	files := fontFiles(folders)
	var fonts Fonts
	var reason string
	for _, path := range files {
		f, err := OpenFont(path)
		if err != nil {
			if r := refusal.Of(err); r != nil && reason == "" {
				reason = "（" + r.Text + "）"
			}
			continue
		}
		if fonts = append(fonts, f); len(fonts) == 2 {
			break
		}
	}
	if len(fonts) == 0 {
		return nil, refusal.New(CodeFont, "本机没有可以嵌入的中文字体，无法输出 PDF"+reason, "",
			"请安装宋体或思源宋体，或安装 LibreOffice；也可以输出 docx，由 WPS 或 Word 转为 PDF")
	}
	return fonts, nil
}

// fontFiles lists the font files of folders by the order of songs.
func fontFiles(folders []string) []string {
	const most = 20_000 // entries of the folders together
	rank := func(path string) int {
		name := strings.ToLower(filepath.Base(path))
		return slices.IndexFunc(songs, func(s string) bool { return strings.HasPrefix(name, s) })
	}
	var found []string
	seen := 0
	for _, folder := range folders {
		// A folder that cannot be read has no fonts.
		_ = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if seen++; seen > most {
				return fs.SkipAll
			}
			isFont := slices.Contains([]string{".ttf", ".ttc", ".otf", ".otc"}, strings.ToLower(filepath.Ext(path)))
			if err == nil && !d.IsDir() && isFont && rank(path) >= 0 {
				found = append(found, path)
			}
			return nil
		})
	}
	slices.SortStableFunc(found, func(a, b string) int { return rank(a) - rank(b) })
	return found
}
