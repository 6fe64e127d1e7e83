package evaluation

import (
	"regexp"
	"strings"
)

// Labels of the goal and of what came of it, alone in a cell. In front of a colon they may have the text behind them.
var (
	goalLabel = regexp.MustCompile(`^(?:项目|部门|单位|政策|年度|年初|全年|当年|本年度?|总体|整体|主要|设定|预期|绩效|工作|总|\([^()]*\))*目标\d?` +
		`(?:\([^()]*\))?$`)
	goalActualLabel = regexp.MustCompile(`^(?:项目|部门|年度|年末|年终|全年|当年|本年度?|总体|整体|绩效|目标|实际|自评|总)*(?:完成|实现)` +
		`(?:情况|结果)?(?:\([^()]*\))?$`)
)

// goalColumns finds 预期目标 and 实际完成情况, -1 when the row has them not. Where a form has a goal of the year's
// beginning and an adjusted one, the one beside the actual counts; to is -1 when there is no actual.
func goalColumns(labels []string) (from, to int) {
	from, to = -1, -1
	for i, label := range labels {
		switch {
		case label == "":
		case figure(label) || len([]rune(label)) > 20 || label == "一级指标":
			return -1, -1
		case isGoalActual(label) && from >= 0:
			return from, i
		case isGoal(label):
			from = i
		case from >= 0 && goalLabel.MatchString(labels[from]) && !isSideOfGoal(label):
			return -1, -1 // 年度目标 with its text beside it
		}
	}
	if from >= 0 && !strings.HasPrefix(labels[from], "预期目标") && !strings.HasPrefix(labels[from], "年初预期目标") {
		return -1, -1 // 年度总体目标 alone is the label at the side
	}
	return from, to
}

func isGoal(s string) bool {
	return strings.HasPrefix(s, "预期目标") || strings.HasPrefix(s, "年初预期目标") || strings.HasSuffix(s, "目标")
}

func isGoalActual(s string) bool {
	return strings.HasPrefix(s, "实际完成") || strings.HasSuffix(s, "完成情况") || strings.HasSuffix(s, "实现情况")
}

// isSideOfGoal reports whether a head stands beside those of the goal.
func isSideOfGoal(s string) bool {
	return containsAny(s, "备注", "说明", "原因", "偏差", "分值", "得分", "权重", "完成率") != ""
}

// readGoalHead reads the row of heads above the texts of the goal.
func (r *tableReader) readGoalHead(cells, labels []string) bool {
	from, to := goalColumns(labels)
	if from < 0 || goalWithText(cells) {
		return false
	}
	r.begin("预期目标")
	d := r.current
	for _, row := range d.besides { // a goal of before, that its form prints above
		d.keep(row, compacted(row))
		d.Goal, d.GoalActual = "", ""
	}
	d.besides = nil
	d.goals, d.goalHead, d.goalHeads = [2]int{from, to}, true, map[int]string{}
	d.line = r.line
	for i, label := range labels {
		switch {
		case i < from && i > 0 && isGoal(label) && firstFilled(labels) < i:
			d.goalHeads[i] = cells[i]
		case i != from && i != to:
			d.doubtSide(cells[i:i+1], labels[i:i+1])
		}
	}
	return true
}

// goalWithText reports whether a cell has the text of the goal behind its head (预期目标：……).
func goalWithText(cells []string) bool {
	return indexOf(cells, func(cell string) bool {
		_, text, _ := goalPart(cell)
		return text != ""
	}) >= 0
}

// goalPart reads a cell as a label of the goal or of what came of it, with the text behind it in the same cell.
func goalPart(cell string) (is bool, text string, actual bool) {
	label, text, _ := strings.Cut(strings.Replace(cell, "：", ":", 1), ":")
	label, text = compact(label), strings.TrimSpace(text)
	if goalActualLabel.MatchString(label) {
		// 完成 alone is what came of it
		return text != "" || strings.ContainsAny(label, "情况结果"), text, true
	}
	if goalLabel.MatchString(label) {
		return true, text, false
	}
	return false, "", false
}

// readGoalBeside reads a row that has the text of the goal, or of what came of it, beside its label: forms print both
// in one row, or one above the other.
func (r *tableReader) readGoalBeside(cells, labels []string) bool {
	d := r.current
	if r.between() || d.inRows || d.goalHead {
		return false
	}
	first := firstFilled(labels)
	is, _, actual := goalPart(cells[first])
	if !is || actual && d.Goal == "" {
		return false
	}
	var goal, done []string
	for i, label := range labels {
		if label == "" {
			continue
		}
		is, text, of := goalPart(cells[i])
		switch {
		case is:
			actual = of
		case !actual && len(goal) > 0: // without a label what came of it stands behind the goal
			actual = true
			text = cells[i]
		default:
			text = cells[i]
		}
		switch {
		case text == "":
		case actual:
			done = append(done, text)
		default:
			goal = append(goal, text)
		}
	}
	if len(goal)+len(done) == 0 {
		return false
	}
	d.besides = append(d.besides, cells)
	d.Goal = joinedLines(d.Goal, goal...)
	d.GoalActual = joinedLines(d.GoalActual, done...)
	return true
}

// joinedLines are texts below each other.
func joinedLines(text string, more ...string) string {
	for _, m := range more {
		if text != "" {
			text += "\n"
		}
		text += m
	}
	return text
}

// readGoal reads a text under 预期目标 and one under 实际完成情况; a form may have a row for each of several goals. A row
// with a label of its own at the side that is no goal is none of them.
func (d *draft) readGoal(cells, labels []string) {
	if first := firstFilled(labels); d.Goal != "" && first < d.goals[0] && d.goalHeads[first] == "" &&
		!isGoal(labels[first]) && !isGoalActual(labels[first]) {
		d.keep(cells, labels)
		return
	}
	middle := d.goals[1]
	if middle < 0 {
		middle = len(cells)
	}
	had := d.GoalActual != ""
	inRow := 0
	for i, label := range labels {
		switch {
		case label == "":
		case i < d.goals[0]:
			if head := d.goalHeads[i]; head != "" {
				d.keep([]string{head, cells[i]}, []string{head, label})
			} else {
				d.doubtSide(cells[i:i+1], labels[i:i+1])
			}
		case i >= middle:
			d.GoalActual = joinedLines(d.GoalActual, cells[i])
		case inRow > 0 && !had: // shifted: what came of it stands under the goal
			d.GoalActual = joinedLines(d.GoalActual, cells[i])
		default:
			d.Goal = joinedLines(d.Goal, cells[i])
			inRow++
		}
	}
}
