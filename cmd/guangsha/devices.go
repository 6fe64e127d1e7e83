package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	door "guangsha/internal/console"

	"guangsha/internal/channel/counter/device"
)

// devices stands in for what stands on a counter, on this machine, until ctx ends.
func devices(ctx context.Context, c console, args []string) error {
	f := newFlags(c, "devices", "[--id 证件号码] [--name 姓名] [--off card,camera,pad,rating,printer,caller]")
	s := device.Simulator{}
	f.StringVar(&s.IDNo, "id", "", "读卡器上的身份证号码，不给则没有放证")
	f.StringVar(&s.Name, "name", "", "该身份证上的姓名")
	f.IntVar(&s.Stars, "stars", 5, "申请人在评价器上按几星，1至5")
	listen := f.String("listen", device.Address, "监听的本机地址和端口，网页只向这一个地址取外设")
	f.BoolVar(&s.Unsigned, "unsigned", false, "申请人没有在签字板上签字就离开")
	garbled := f.String("garbled", "", "应答无法识别的外设，用逗号隔开")
	off := f.String("off", "", "没有打开的外设，用逗号隔开")
	origins := f.String("origins", "http://"+where, "本中心网页的地址，用逗号隔开，其他网页不予应答")
	if err := f.none(args); err != nil {
		return err
	}
	s.Origins = strings.Split(*origins, ",")
	if *off != "" {
		s.Off = strings.Split(*off, ",")
	}
	if *garbled != "" {
		s.Garbled = strings.Split(*garbled, ",")
	}
	if err := errors.Join(s.Check(), door.LocalOnly(*listen)); err != nil {
		return exit{2, err}
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", *listen)
	if err != nil {
		return fmt.Errorf("listen for the pages: %w", err)
	}
	fmt.Fprintf(c.out, "柜面外设模拟器在 http://%s 应答，按 Ctrl+C 结束\n", *listen)
	server := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second}
	end := context.AfterFunc(ctx, func() { _ = server.Close() }) // nobody waits for an answer of a simulator
	defer end()
	if err := server.Serve(listener); err != nil && !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("answer the pages: %w", err)
	}
	return nil
}
