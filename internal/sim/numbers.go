package sim

import (
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/idno"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/uscc"
)

// division is the invented division of the city in every number. GB/T 2260 has given no code of 6499 to any place, so
// that a number made here passes every check of form and was issued to nobody.
const division = "6499"

// serialSpan is how many identification numbers one county has for one day of birth and one sex.
const serialSpan = 500

// idNumber makes an identification number (GB 11643-1999) of a person of the city. office is 0 to 97; of the people
// of one office, sex and day of birth, each has another nth, from 0 to 499.
func idNumber(office int, birth civil.Date, sex idno.Sex, nth int) string {
	serial := nth * 2
	if sex == idno.Male {
		serial++
	}
	first17 := fmt.Sprintf("%s%02d%04d%02d%02d%03d", division, office+1,
		birth.Year(), birth.Month().Number(), birth.Day(), serial)
	return first17 + string(idno.CheckDigit(first17))
}

// mobile makes a mobile number in segment 154, which has been given to no carrier.
func mobile(nth int) string { return fmt.Sprintf("154%08d", nth) }

// card makes a bank card number of nineteen digits with its check digit (ISO/IEC 7812-1). It begins with 9, which the
// standard leaves to national use; no bank issues such cards.
func card(nth int) string {
	first18 := fmt.Sprintf("9%017d", nth)
	return first18 + string(telltale.CardDigit(first18))
}

// creditCode makes a unified social credit code (GB 32100-2015). kind is its first two characters.
func creditCode(kind string, office, nth int) string {
	org := fmt.Sprintf("MA9%05d", nth)
	first17 := fmt.Sprintf("%s%s%02d%s", kind, division, office+1, org)
	first17 += string(uscc.OrgCheck(org))
	return first17 + string(uscc.Check(first17))
}
