package evaluation

// Checks is the catalogue, in the order in which an officer reads a table: head, funds, weights, scores, cells, names,
// sums between cells, and what several tables say together.
var Checks = []Rule{
	ruleA01, ruleA02, ruleA03, ruleA04, ruleA05, ruleA06, ruleA07, ruleA08,
	ruleB01, ruleB02, ruleB03, ruleB04, ruleB05, ruleB06, ruleB07, ruleB08, ruleB09,
	ruleC01, ruleC02, ruleC03, ruleC04, ruleC05, ruleC06,
	ruleD01, ruleD02, ruleD03, ruleD04, ruleD05, ruleD06, ruleD07, ruleD08, ruleD09, ruleD10, ruleD11,
	ruleE01, ruleE02, ruleE03, ruleE04, ruleE05, ruleE06, ruleE07, ruleE08, ruleE09, ruleE10, ruleE11, ruleE12, ruleE13,
	ruleF01, ruleF02, ruleF03, ruleF04,
	ruleG01, ruleG02, ruleG03, ruleG04, ruleG05,
	ruleH01, ruleH02, ruleH03, ruleH04, ruleH05, ruleH06,
}
