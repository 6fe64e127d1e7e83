package evaluation

import (
	"math/big"
	"regexp"
)

var (
	// nothingBad is a zero that is said in words: 零事故, 未发生安全事故.
	nothingBad = regexp.MustCompile(`^(?:实现)?(?:零|无|未发生|未出现|没有发生)\p{Han}{0,6}(?:事故|投诉|差错|失误|违规|违纪|泄露|事件|故障|逾期|死亡|伤亡)` +
		`(?:发生|率|情况)?$`)
	// wholeWords say that all of something is meant and no figure: beside a share they are 100%.
	wholeWords = regexp.MustCompile(`^(?:实现|做到)?(?:全覆盖|全部覆盖|全面覆盖|全部|全额|足额|全员|应[\p{Han}]尽[\p{Han}])` +
		`(?:覆盖|完成|到位|发放|支付|参加|参与|合格|达标|兑付|缴纳)?$`)
	// onTimeCounts tells how often it was in time and how often it was not: 11次按时，1次逾期.
	onTimeCounts = regexp.MustCompile(`^(\d{1,6})(次|期|个月|笔|件|户)(?:按时|按期|及时|准时)\p{Han}{0,4}[,，、;；]?(?:有|另)?(\d{1,6})` +
		`(次|期|个月|笔|件|户)(?:逾期|延期|延迟|滞后|超期|超时|迟|未按|未及|不及)\p{Han}{0,4}。?$`)
)

// readByWord reads a figure that words state, not digits: none of something bad, and the share that was in time.
func (c *Cell) readByWord(s string) bool {
	if nothingBad.MatchString(s) {
		c.Amount = Amount{Number: Number{rat: new(big.Rat)}}
		return true
	}
	m := onTimeCounts.FindStringSubmatch(s)
	if m == nil || m[2] != m[4] {
		return false
	}
	inTime, late := int64(atoi(m[1])), int64(atoi(m[3]))
	if inTime+late == 0 {
		return false
	}
	share := new(big.Rat).Mul(big.NewRat(inTime, inTime+late), hundred)
	c.Amount = Amount{Number: Number{rat: share, places: 2}, Unit: "%"}
	return true
}

// figure is the cell as a figure to compare: a word for all of something is 100 % beside a share.
func (c Cell) figure(beside Cell) Cell {
	if c.Kind == KindQualitative && beside.Kind == KindQuantity && beside.Amount.dimension() == Share &&
		wholeWords.MatchString(normal(c.Text)) {
		c.Kind, c.Op, c.Signed = KindQuantity, OpAtLeast, true
		c.Amount = Amount{Number: Number{rat: big.NewRat(100, 1)}, Unit: "%"}
	}
	return c
}
