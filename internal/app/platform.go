package app

import (
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/cases"
	"guangsha/internal/gateway/platform"
	"guangsha/internal/workorder"
)

// platformKey is the file in the data folder that has the key which the centre shares with the service platform, 64
// hexadecimal digits.
const platformKey = "platform.key"

// CodePlatform is the code of the refusal of a platform that is named and cannot be asked.
const CodePlatform = "app.platform"

// connect starts to tell the service platform of cases, where one is connected.
func (c *Centre) connect(outside Outside) error {
	to := outside.Platform
	if to == nil && c.Config.Platform != "" {
		key, err := readPlatformKey(filepath.Join(c.Config.Data, platformKey))
		if err != nil {
			return err
		}
		if to, err = platform.New(c.Config.Platform, gm.NewMAC(key)); err != nil {
			return err
		}
	}
	if to == nil {
		return nil
	}
	office := Demonstration.Offices[0].Code
	c.courier = cases.NewCourier(c.Cases, to, office, outside.Alarm)
	c.courier.Start()
	if hotline, also := to.(workorder.Hotline); also {
		c.orders = workorder.NewCourier(c.WorkOrders, hotline, office, outside.Alarm)
		c.orders.Start()
	}
	return nil
}

// readPlatformKey reads the key that the platform has given out.
func readPlatformKey(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	key, wrong := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || wrong != nil || len(key) != 32 {
		return nil, refusal.New(CodePlatform, "配置了政务服务平台，而密钥文件 "+path+" 不在或不是64位十六进制数", "",
			"请把平台发给的密钥放在该文件中，或去掉配置文件中的 platform 一行")
	}
	return key, nil
}
