package console

import (
	"context"
)

// Centre is what the pages say of the centre that they show.
type Centre struct {
	Code          string `json:"code" doc:"中心代码"`
	Name          string `json:"name" doc:"中心名称"`
	Engine        string `json:"engine" enum:"sqlite,postgres" doc:"数据库"`
	Year          int    `json:"year" doc:"首先显示的年度：最近一个有绩效目标的年度"`
	OpenDay       string `json:"openDay" doc:"当前营业日，2024-06-30"`
	Demonstration bool   `json:"demonstration" doc:"示例市：人和单位均为虚构"`
	Version       string `json:"version" doc:"程序版本"`
}

func (c *Console) centre(ctx context.Context, _ *struct{}) (*output[Centre], error) {
	return nil, errUnbuilt
}
