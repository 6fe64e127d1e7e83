package model

// Reason says why an account is sealed (封存原因), with the numbers of the specification's list (§3.7).
type Reason int

// The reasons that open the way to the money half a year later.
const (
	resigned     Reason = 1
	employerGone Reason = 5
)

// waits is the month of the confirmed list that waits for its money, or zero.
func (e *employer) waits() Month {
	if e.lists[e.through+1] != nil {
		return e.through + 1
	}
	return 0
}

// contributes reports whether the person stands on the employer's list of a month (CO-11).
func (p *person) contributes(month Month) bool {
	return !p.closed && p.joined <= month && (p.sealedFrom == 0 || month < p.sealedFrom)
}

// Hire takes people in who have no account, from a month on (§3.4).
func (m *Model) Hire(key string, employer int64, first Month, list []Member) Result {
	return m.once(key, func() Result {
		if e := m.employers[employer]; first <= e.through || first <= e.waits() {
			return Refused
		}
		m.saw(hired)
		for _, n := range list {
			m.open(n, first)
		}
		return Done
	})
}

// Seal stops the contributions of people from a month on, all of them or none (§3.7).
func (m *Model) Seal(key string, employer int64, members []int64, from Month, why Reason) Result {
	return m.once(key, func() Result {
		e := m.employers[employer]
		for _, id := range members {
			p := m.members[id]
			if p.works != e || p.closed || p.sealedFrom != 0 || p.through >= from || e.waits() >= from {
				m.saw(sealRefused)
				return Refused
			}
		}
		m.saw(sealed)
		for _, id := range members {
			p := m.members[id]
			p.sealedFrom, p.sealedOn, p.why = from, m.today, why
		}
		return Done
	})
}

// Unseal lets people contribute again in the same employer, from a month on (04).
func (m *Model) Unseal(key string, employer int64, members []int64, from Month) Result {
	return m.once(key, func() Result {
		e := m.employers[employer]
		for _, id := range members {
			p := m.members[id]
			if p.works != e || p.closed || p.sealedFrom == 0 || from < p.sealedFrom || from <= e.through ||
				from <= e.waits() {
				m.saw(unsealRefused)
				return Refused
			}
		}
		m.saw(unsealed)
		for _, id := range members {
			m.resume(m.members[id], from)
		}
		return Done
	})
}

// Transfer gives sealed people to another employer, whose ratios and wages hold from a month on (06).
func (m *Model) Transfer(key string, to int64, from Month, list []Member) Result {
	return m.once(key, func() Result {
		e := m.employers[to]
		for _, n := range list {
			p := m.members[n.ID]
			if p.works == e || p.closed || p.sealedFrom == 0 || from < p.sealedFrom || from <= p.through ||
				from <= e.through || from <= e.waits() {
				m.saw(transferRefused)
				return Refused
			}
		}
		for _, n := range list {
			p := m.members[n.ID]
			m.saw(transferred[p.through == from-1])
			p.works.staff = without(p.works.staff, p)
			p.works, e.staff = e, append(e.staff, p)
			p.base, p.each = m.terms(e, n.Wage)
			m.resume(p, from)
		}
		return Done
	})
}

// transferred names a change of employer without a month between, and one with.
var transferred = map[bool]string{true: "a new job without a gap", false: "a new job after a gap"}

// resume ends a sealing. The months in a row go on when none is missing.
func (m *Model) resume(p *person, from Month) {
	if p.through != from-1 {
		p.first = from
	}
	p.joined, p.sealedFrom, p.sealedOn, p.why = from, 0, 0, 0
}

func without(list []*person, p *person) (rest []*person) {
	for _, q := range list {
		if q != p {
			rest = append(rest, q)
		}
	}
	return rest
}

// jobless reports whether an account was sealed for the end of a job so many months ago (9905, golden K02).
func (p *person) jobless(months int, on Day) bool {
	return p.sealedFrom != 0 && (p.why == resigned || p.why == employerGone) && p.sealedOn.monthsOn(months) <= on
}

// ApplyLeft takes the application of somebody without a job to close the account in, or refuses it.
func (m *Model) ApplyLeft(key string, id, member int64) Result {
	return m.once(key, func() Result {
		c := &application{who: m.members[member], accepted: m.today, left: true}
		result := m.take(id, c, leftAccepted)
		if result == Refused {
			m.saw(leftRefused)
		}
		return result
	})
}

// ApplyDeath takes the application of heirs in, or refuses it; declared is for heirs who show a declaration only (08).
func (m *Model) ApplyDeath(key string, id, member int64, declared bool) Result {
	return m.once(key, func() Result {
		return m.take(id, &application{who: m.members[member], accepted: m.today, death: true, declared: declared},
			deathAccepted)
	})
}
