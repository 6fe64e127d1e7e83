// Package evaluation is the self-evaluation of budget projects (项目支出绩效自评): it reads published tables as they
// are, scores them by the rules, checks them, puts the values of the books beside the reported ones, and writes the
// official form. Approved goals and the values of measures become tables here, and nowhere else.
//
// A table is a claim. The package never chooses the more flattering of two outcomes, never takes off points by
// itself, and prints nothing on the form that the form has no place for. What it doubts (疑点) is a Finding beside
// the table. It knows no capability: a value from the books is asked for by the name of its measure.
// All arithmetic is exact; each score is rounded once, to hundredths, half up.
package evaluation
