package cases

import "guangsha/internal/measure"

// Measures are what this package lets others count, in the order of the report.
var Measures = []measure.Measure{Ratings, OnlineRatings}

// Ratings is the share of rated cases whose people were satisfied (好评率). Of the five levels of the ratings the last two
// are bad ones (国办发〔2019〕51号, 评价等级).
var Ratings = measure.Measure{
	Name:  "service.ratings",
	Title: "办件好评率",
	Definition: "期内办事人作出的好差评中，评为非常满意、满意或基本满意的办件数占全部已评价的办件；每个办件评价一次，" +
		"没有评价的不计。",
	Unit: measure.Share, Fold: measure.ShareOf, Grade: measure.Survey,
}

// OnlineRatings is the same share of the cases that were handed in online.
var OnlineRatings = measure.Measure{
	Name:  "service.ratings.online",
	Title: "线上办件好评率",
	Definition: "由网上业务大厅、网站、手机 APP 和微信公众号递交的办件中，期内评为非常满意、满意或基本满意的件数占全部已评价的办件；" +
		"每个办件评价一次，没有评价的不计。",
	Unit: measure.Share, Fold: measure.ShareOf, Grade: measure.Survey,
}
