package spending

import (
	"context"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Contract is a contract for a service (信息化服务合同).
type Contract struct {
	Cost     Cost // one of the family ITServices
	Vendor   string
	Document string // 合同编号
	Amount   money.Fen
	Signed   civil.Date
	From, To civil.Date // days the service covers, both in it
}

// SignContract enters a contract.
func (s *Service) SignContract(ctx context.Context, by act.By, key string, c Contract) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageBudgets)
	if err != nil {
		return 0, err
	}
	var bad checks
	bad.require(c.Cost.Known() && c.Cost.Family() == ITServices, "请选择信息化服务的费用类别")
	bad.require(c.Vendor != "" && c.Document != "" && c.Amount > 0, "请填写供应商、合同编号和合同金额")
	bad.require(c.From > 0 && c.To >= c.From, "服务起止日期不正确")
	if err := bad.err(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: "spending.contract-signed", key: key, content: c},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(c.Signed, today, "合同签订日期"); err != nil {
				return 0, err
			}
			return c.Amount, s.Store.AddContract(tx, id, c)
		})
}

// ServiceReport is the accepted report of one month of a service (服务验收报告).
type ServiceReport struct {
	Contract int64
	Month    civil.Month
	Day      civil.Date // 验收日期
	Document string
}

// AcceptService enters the accepted report of a month. It refuses a month that the contract does not cover or that
// was accepted before.
func (s *Service) AcceptService(ctx context.Context, by act.By, key string, r ServiceReport) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.AcceptServices)
	if err != nil {
		return err
	}
	var bad checks
	bad.require(r.Contract > 0 && r.Month > 0 && r.Document != "", "请填写合同、月份和验收报告")
	if err := bad.err(); err != nil {
		return err
	}
	_, err = s.register(ctx, by, entry{op: "spending.service-accepted", key: key, content: r},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(r.Day, today, "验收日期"); err != nil {
				return 0, err
			}
			c, _, found, err := s.Store.Contract(tx, r.Contract)
			switch {
			case err != nil:
				return 0, err
			case !found:
				return 0, unknown("合同")
			case r.Month.First() > c.To || r.Month.Last() < c.From:
				return 0, refusal.New(CodeDay, "验收月份不在合同服务期内", "", "请核对合同和月份")
			}
			had, err := s.Store.HasReport(tx, r.Contract, r.Month)
			if err != nil {
				return 0, err
			}
			if had {
				return 0, refusal.New(CodeTwice, "该月服务已验收", "", "请核对验收记录")
			}
			return 0, s.Store.AddReport(tx, id, r)
		})
	return err
}

// settleContract pays a part of a contract.
func (s *Service) settleContract(tx unit.Tx, p Payment) error {
	c, paid, found, err := s.Store.Contract(tx, p.For)
	switch {
	case err != nil:
		return err
	case !found || c.Cost != p.Cost:
		return unknown("该费用类别的合同")
	case p.Amount > c.Amount-paid:
		return refusal.New(CodeOverContract, "支付金额超过合同未付金额"+(c.Amount-paid).Grouped()+"元",
			"《中华人民共和国政府采购法》第五十条", "请核对合同和已付金额")
	}
	return nil
}

// SecurityAssessment is the report of a graded protection assessment (网络安全等级保护测评).
type SecurityAssessment struct {
	Contract int64
	System   string
	Day      civil.Date // date of the report
	Score    int        // in hundredths of a point
	OpenHigh int        // high risks not yet closed
	Passed   bool       // conclusion 符合 or 基本符合
	Document string     // 报告编号
}

// RecordAssessment enters a report of an assessment. A report with open high risks cannot have passed
// (网络安全等级保护测评高风险判定指引).
func (s *Service) RecordAssessment(ctx context.Context, by act.By, key string, a SecurityAssessment) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.AcceptServices)
	if err != nil {
		return 0, err
	}
	var bad checks
	bad.require(a.System != "" && a.Document != "", "请填写测评系统和报告编号")
	bad.require(a.Score >= 0 && a.Score <= 10000 && a.OpenHigh >= 0, "测评得分或高风险数不正确")
	bad.require(!a.Passed || a.OpenHigh == 0, "存在未整改高风险问题时测评结论不能为通过")
	if err := bad.err(); err != nil {
		return 0, err
	}
	return s.register(ctx, by, entry{op: "spending.assessment-recorded", key: key, content: a},
		func(tx unit.Tx, id int64, today civil.Date) (money.Fen, error) {
			if err := notAfter(a.Day, today, "报告日期"); err != nil {
				return 0, err
			}
			c, _, found, err := s.Store.Contract(tx, a.Contract)
			if err != nil {
				return 0, err
			}
			if !found || c.Cost != Assessment {
				return 0, unknown("等级保护测评合同")
			}
			return 0, s.Store.AddAssessment(tx, id, a)
		})
}
