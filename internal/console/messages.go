package console

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/message"
)

// messages lists messages, those of the latest event first.
func (c *Console) messages(ctx context.Context, in *messagesIn) (*output[page[MessageItem]], error) {
	f := message.Filter{State: message.State(in.State), Template: in.Template, Limit: in.Limit + 1}
	if err := resume(in.Cursor, &f.After.Event, &f.After.Template, &f.After.Subject); err != nil {
		return nil, err
	}
	if _, known := message.FindTemplate(f.After.Template); in.Cursor != "" && !known {
		return nil, badCursor()
	}
	if _, known := message.FindTemplate(in.Template); in.Template != "" && !known {
		return nil, refusal.Bad("console.message.template", "没有这个模板")
	}
	return answer(ctx, c, func(tx unit.Tx) (none page[MessageItem], err error) {
		rules, err := c.Messages.Rules(tx)
		if err != nil {
			return none, err
		}
		rows, err := c.Messages.Store.List(tx, f)
		if err != nil {
			return none, err
		}
		return cut(rows, in.Limit, func(m message.Message) MessageItem { return messageItem(m, rules) },
			func(m message.Message) []any { return []any{m.Event, m.Template, m.Subject} }), nil
	})
}

func messageItem(m message.Message, rules message.Rules) MessageItem {
	out := MessageItem{ID: m.Key.String(), Number: m.Number, State: int(m.State), StateName: m.State.String(),
		Dead: m.State == message.Dead, Happened: minute(m.Happened), Sent: minute(m.At), Reported: minute(m.Reported),
		Rounds: m.Round, Cause: m.Cause, ClosedBy: m.ClosedBy, Remark: m.Remark}
	if t, known := message.FindTemplate(m.Template); known {
		out.Title, out.Text = t.Title, t.Say(rules.Signature, m.Facts)
		out.Segments = message.Segments(out.Text)
	}
	return out
}

// minute is an instant as lists show it, empty for none.
func minute(at civil.Instant) string {
	if at == 0 {
		return ""
	}
	return at.Minute()
}

func (c *Console) messageTemplates(ctx context.Context, _ *struct{}) (*output[TemplatesOut], error) {
	return answer(ctx, c, func(tx unit.Tx) (out TemplatesOut, err error) {
		rules, err := c.Messages.Rules(tx)
		if err != nil {
			return out, err
		}
		for _, t := range message.Templates {
			sample := t.Sample(rules.Signature)
			out.Items = append(out.Items, TemplateItem{Code: t.Code, Title: t.Title, Registration: t.Registration,
				Door: doorNames[t.Door], Text: t.Text, Sample: sample, Segments: message.Segments(sample),
				On: rules.On[t.Code]})
		}
		for _, s := range message.States {
			out.States = append(out.States, OptionOut{Value: strconv.Itoa(int(s)), Label: s.String()})
		}
		out.Rules = []string{
			fmt.Sprintf("%s至%s不发送", clock(rules.QuietFrom), clock(rules.QuietTo)),
			fmt.Sprintf("同一号码一小时内至多%d条，一日内至多%d条", rules.Hour, rules.Day),
			fmt.Sprintf("未送达的至多发送%d次，第一次重发前等%d分钟，以后逐次加倍", rules.Tries, rules.Retry/time.Minute),
			fmt.Sprintf("业务发生%d小时后仍未发出的不再发送", rules.Stale/time.Hour),
		}
		return out, nil
	})
}

// clock is a minute of the day, as in 22:00.
func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func (c *Console) resendMessage(ctx context.Context, in *MessageOf) (*output[done], error) {
	return c.messageDone(in.ID, func(k message.Key) error { return c.Messages.Resend(ctx, actor(ctx), in.Key, k) })
}

func (c *Console) closeMessage(ctx context.Context, in *closeMessageIn) (*output[done], error) {
	return c.messageDone(in.ID, func(k message.Key) error {
		return c.Messages.Close(ctx, actor(ctx), in.Key, k, in.Body.Reason)
	})
}

// messageDone does something about the message that an address names.
func (c *Console) messageDone(id string, f func(message.Key) error) (*output[done], error) {
	k, err := message.ParseKey(id)
	if err == nil {
		err = f(k)
	}
	if refusal.Is(err, message.CodeUnknown) {
		err = notFound(err)
	}
	return &output[done]{done{true}}, err
}

func (c *Console) messageRoutes(r routes) {
	get(r, "messages", seen(r, "messages", c.messages, listed))
	getBook(r, "messagesXlsx", exported("消息", messageColumns, c.messages))
	get(r, "messageTemplates", c.messageTemplates)
	post(r, "resendMessage", maxSearch, c.resendMessage)
	post(r, "closeMessage", maxSearch, c.closeMessage)
}

var messageColumns = []exportColumn[MessageItem]{
	words("业务时间", 150, func(m MessageItem) string { return m.Happened }),
	words("模板", 160, func(m MessageItem) string { return m.Title }),
	words("手机号码", 120, func(m MessageItem) string { return m.Number }),
	words("内容", 480, func(m MessageItem) string { return m.Text }),
	words("状态", 90, func(m MessageItem) string { return m.StateName }),
	words("发送", 150, func(m MessageItem) string { return m.Sent }),
	whole("次数", func(m MessageItem) int64 { return int64(m.Rounds) }),
	words("回执", 150, func(m MessageItem) string { return m.Reported }),
	words("未送达的原因", 160, func(m MessageItem) string { return m.Cause }),
	words("关闭的人", 100, func(m MessageItem) string { return m.ClosedBy }),
	words("关闭的原因", 160, func(m MessageItem) string { return m.Remark }),
}
