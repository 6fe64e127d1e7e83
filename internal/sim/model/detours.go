package model

// What does not go the usual way (波折): accounts that a court freezes, people who are banned, and applications and
// payments that come to nothing.

// The outcomes of these.
const (
	frozenWhole     = "an account frozen"
	frozenPart      = "a part of an account frozen"
	freezeRefused   = "a freeze refused"
	unfrozen        = "a freeze lifted"
	unfreezeRefused = "a lifting of a freeze refused"
	bannedForMoney  = "somebody banned for a withdrawal"
	bannedForLoan   = "somebody banned for a loan"
	bannedBorrower  = "loan: of somebody banned: refused"
	turnedDown      = "a withdrawal turned down"
	turnDownRefused = "a withdrawal turned down: refused"
	takenBack       = "an application for a withdrawal taken back"
	takeBackRefused = "an application for a withdrawal taken back: refused"
	askedAgain      = "a withdrawal paid that was turned down or taken back before"
	loanTurnedDown  = "loan: turned down"
	loanCancelled   = "loan: cancelled"
	endLoanRefused  = "loan: turned down or cancelled: refused"
	loanReturned    = "loan: disbursement returned"
	returnRefused   = "loan: disbursement returned: refused"
	disbursedAgain  = "loan: disbursed again"
)

var detours = []string{frozenWhole, frozenPart, freezeRefused, unfrozen, unfreezeRefused, bannedForMoney, bannedForLoan,
	bannedBorrower, turnedDown, turnDownRefused, takenBack, takeBackRefused, askedAgain, loanTurnedDown, loanCancelled,
	endLoanRefused, loanReturned, returnRefused, disbursedAgain}

// FreezeAccount orders a freeze from today or a later day on (冻结, AC-02).
func (m *Model) FreezeAccount(key string, id int64, f Freeze) Result {
	return m.once(key, func() Result {
		if f.Since < m.today || f.Until < f.Since {
			m.saw(freezeRefused)
			return Refused
		}
		f.id = id
		p := m.members[f.Member]
		p.freezes = append(p.freezes, f)
		m.saw(map[bool]string{true: frozenWhole, false: frozenPart}[f.Amount == nil])
		return Done
	})
}

// Unfreeze ends a freeze of the year today, before its last day (解冻). One that has ended cannot end again.
func (m *Model) Unfreeze(key string, id int64) Result {
	return m.once(key, func() Result {
		for _, p := range m.members {
			for i, f := range p.freezes {
				if f.id == id && f.Until >= m.today {
					p.freezes[i].Until = m.today - 1
					m.saw(unfrozen)
					return Done
				}
			}
		}
		m.saw(unfreezeRefused)
		return Refused
	})
}

// Ban bars a person who obtained a withdrawal, or a loan, by false statements for some years from today on (W-03).
func (m *Model) Ban(key string, member int64, loan bool) Result {
	return m.once(key, func() Result {
		p, years := m.members[member], m.rules.BanYears
		if loan {
			years = m.rules.LoanBanYears
		}
		p.bannedUntil = max(p.bannedUntil, m.today.monthsOn(12*years.count(p.office, m.today)))
		m.saw(map[bool]string{false: bannedForMoney, true: bannedForLoan}[loan])
		return Done
	})
}

// BannedUntil is the first day on which a person may ask again.
func (m *Model) BannedUntil(member int64) Day {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.members[member].bannedUntil
}

// alive reports whether an application counts: not one that was turned down or taken back.
func (c *application) alive() bool { return !c.denied && !c.takenBack }

// TurnDown refuses what an application asks for (审核不通过).
func (m *Model) TurnDown(key string, id int64) Result {
	return m.end(key, id, turnDownRefused, func(c *application) {
		m.saw(turnedDown)
		c.denied = true
	})
}

// TakeBack ends an application at the applicant's wish (撤回).
func (m *Model) TakeBack(key string, id int64) Result {
	return m.end(key, id, takeBackRefused, func(c *application) {
		m.saw(takenBack)
		c.takenBack = true
	})
}

// end ends an application that waits for its decision.
func (m *Model) end(key string, id int64, refused string, how func(*application)) Result {
	return m.once(key, func() Result {
		c := m.cases[id]
		if c == nil || c.ended != 0 {
			m.saw(refused)
			return Refused
		}
		c.ended = m.today
		how(c)
		return Done
	})
}

// asksAgain reports whether the person asked for the same before and got nothing.
func (c *application) asksAgain() bool {
	for _, before := range c.who.cases {
		if before != c && !before.alive() && before.sameReason(c) {
			return true
		}
	}
	return false
}

// TurnLoanDown refuses a loan that was asked for, and CancelLoan ends one before its money is paid out (§6.6).
func (m *Model) TurnLoanDown(key string, id int64) Result {
	return m.endLoan(key, id, applied, loanTurnedDown, func(l *loan) { l.decided, l.state = m.today, rejected })
}

// CancelLoan ends a loan before any money was lent (已作废).
func (m *Model) CancelLoan(key string, id int64) Result {
	return m.endLoan(key, id, registered, loanCancelled, func(l *loan) { l.state = cancelled })
}

// endLoan ends a loan that has come as far as a state or less.
func (m *Model) endLoan(key string, id int64, latest loanState, outcome string, how func(*loan)) Result {
	return m.once(key, func() Result {
		l := m.loans[id]
		if l == nil || l.state > latest {
			m.saw(endLoanRefused)
			return Refused
		}
		m.saw(outcome)
		how(l)
		return Done
	})
}

// ReturnLoan takes a payment back that the bank returned (放款退票): the loan waits for its money again (LO-32). Once an
// instalment has come due there is no going back.
func (m *Model) ReturnLoan(key string, id int64) Result {
	return m.once(key, func() Result {
		l := m.loans[id]
		if l == nil || l.taken || l.state != running || l.next > 1 {
			m.saw(returnRefused)
			return Refused
		}
		m.saw(loanReturned)
		l.state, l.disbursed = registered, 0
		l.lent = append(l.lent, move{m.today, minus(zero, l.asked.Amount)})
		m.enter(fundDemand, personalLoans, l.asked.Amount)
		return Done
	})
}

// Frozen is how much of an account may not leave today, and whether nothing may.
func (m *Model) Frozen(member int64) (amount Fen, whole bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.members[member].frozen(m.today)
}
