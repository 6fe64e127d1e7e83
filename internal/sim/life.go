package sim

import (
	"cmp"
	"context"
	"fmt"
	"sync"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/loan"
	"guangsha/internal/member"
)

// The codes of the refusals: another city's year in these books, and a year that another process lives.
const (
	CodeOtherCity = "sim.other-city"
	CodeDriven    = "sim.driven"
)

// Progress is how far the year has come.
type Progress struct {
	Day       civil.Date // day that was just closed
	Days      int        // days closed of the year
	Of        int        // days of the year
	Members   int
	Movements int64 // member movements made since Live began
}

// life is the year of a city in the books of a centre.
type life struct {
	city   *City
	centre *app.Centre
	clock  *civil.Manual
	plan   map[civil.Date][]event
	tell   func(Progress)

	employers []member.EmployerID // by number
	members   []member.Member     // of people, by number
	billIDs   []int64             // of the city's bills, once they are known

	mu      sync.Mutex     // guards answers
	answers map[string]any // answers given in this run, by request key
}

// once asks for something that later events need again, and keeps the answer in mind. A run that begins in the middle
// of the year asks again, and the books give the same answer.
func once[T any](l *life, key string, ask func(key string) (T, error)) (T, error) {
	l.mu.Lock()
	answer, known := l.answers[key].(T)
	l.mu.Unlock()
	if known {
		return answer, nil
	}
	answer, err := ask(key)
	if err == nil {
		l.mu.Lock()
		l.answers[key] = answer
		l.mu.Unlock()
	}
	return answer, err
}

// Live lives the year of a city on a centre's books, from wherever they stand, and calls tell after every day. Each
// thing that is done has a request key of its own, the same in every run: a day that was interrupted is lived again
// from its beginning, and what was done already answers as it did. It refuses with CodeOtherCity books that another
// city has begun. A year that is over is left as it is.
func Live(ctx context.Context, city *City, centre *app.Centre, bank *Bank, clock *civil.Manual,
	tell func(Progress)) error {
	return LiveIn(ctx, city, centre, bank, clock, tell, func() error { return nil })
}

// LiveIn is Live for a folder that has more of the city than its books: begun lays it there, and is called when the
// books are taken and not when they are another's.
func LiveIn(ctx context.Context, city *City, centre *app.Centre, bank *Bank, clock *civil.Manual,
	tell func(Progress), begun func() error) error {
	l := &life{city: city, centre: centre, clock: clock, plan: city.plan(), tell: tell, answers: map[string]any{}}
	bank.loans = func(ctx context.Context, id loan.ID) (contract string, err error) {
		err = centre.Work.Read(ctx, func(tx unit.Tx) error {
			one, err := centre.Loan.Loan(tx, id)
			contract = one.Contract
			return err
		})
		return contract, err
	}
	open, err := l.take(ctx)
	if err != nil {
		return err
	}
	if err := begun(); err != nil {
		return err
	}
	if err := l.closeBroken(ctx, open); err != nil {
		return err
	}
	if open > city.end() {
		return l.evaluate(ctx, open)
	}
	if err := l.employ(ctx); err != nil {
		return fmt.Errorf("hire the staff: %w", err)
	}
	if err := l.openBooks(ctx); err != nil {
		return fmt.Errorf("open the books: %w", err)
	}
	if err := l.recallJoined(ctx, open); err != nil {
		return err
	}
	if err := l.authorize(ctx); err != nil {
		return fmt.Errorf("authorize agents: %w", err)
	}
	if open == city.start() && city.witness != nil {
		if err := city.witness.opened(ctx, l); err != nil {
			return err
		}
	}
	for day := open; day <= city.end(); day++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := l.day(ctx, day); err != nil {
			return fmt.Errorf("%s: %w", day, err)
		}
		l.tell(Progress{Day: day, Days: int(day-city.start()) + 1, Of: int(city.end()-city.start()) + 1,
			Members: city.Options.Members, Movements: centre.Movements()})
	}
	l.at(city.end() + 1)
	return l.evaluate(ctx, city.end()+1)
}

// take opens the books on the first day, or finds that this city has, and gives the day that is open.
func (l *life) take(ctx context.Context) (civil.Date, error) {
	if err := l.free(ctx); err != nil {
		return 0, err
	}
	l.at(l.city.start())
	open, err := l.centre.BeginBooks(ctx, system(l.city.start()), "sim/city", l.city.Options, l.city.start())
	if refusal.Is(err, app.CodeOtherBooks) {
		return 0, refusal.New(CodeOtherCity, "账中的不是这一座示例市：是另行建的账，或者人数、种子不同，或由其他版本的程序生成", "",
			nextCity+"；已走完的年度可用 guangsha serve 打开")
	}
	return open, err
}

// closeBroken finishes a close that was interrupted, of the day before the one that is open.
func (l *life) closeBroken(ctx context.Context, open civil.Date) error {
	if open == l.city.start() {
		return nil
	}
	l.at(open)
	_, err := l.centre.Treasury.CloseDay(ctx, system(open), open.AddDays(-1))
	return err
}

// at sets the clock of the centre to the morning of a day.
func (l *life) at(day civil.Date) { l.clock.Set(civil.At(day, 9, 0)) }

// day lives one day: everything that is planned for it, and its close.
func (l *life) day(ctx context.Context, day civil.Date) error {
	err := l.alone(ctx, day)
	if err == nil {
		err = l.work(ctx, day)
	}
	if refusal.Of(err) != nil && !refusal.Is(err, CodeDriven) {
		err = cmp.Or(l.alone(ctx, day), err) // a day that moved on meanwhile explains whatever was refused
	}
	if err != nil || l.city.witness == nil {
		return err
	}
	return l.city.witness.closed(ctx, l, day)
}

// openDay is the book day that is open, zero in books that nobody has begun.
func (l *life) openDay(ctx context.Context) (open civil.Date, err error) {
	err = l.centre.Work.Read(ctx, func(tx unit.Tx) error {
		open, err = l.centre.Books.OpenDay(tx)
		return err
	})
	return open, err
}

// alone refuses a day that another process has moved on from: a folder's lock does not reach another folder on the same
// database.
func (l *life) alone(ctx context.Context, day civil.Date) error {
	open, err := l.openDay(ctx)
	if err != nil || open <= day {
		return err
	}
	return refusal.New(CodeDriven, "另一个进程正在推进这座示例市的年份，本次到"+day.String()+"停止，账簿有效", "",
		"请等它结束后再运行同一命令")
}

// work does what is planned for a day, and closes it.
func (l *life) work(ctx context.Context, day civil.Date) error {
	l.at(day)
	if err := l.inTurns(ctx, l.plan[day]); err != nil {
		return err
	}
	if err := l.evaluate(ctx, day); err != nil {
		return fmt.Errorf("self-evaluation: %w", err)
	}
	run := "sim/debit/" + day.String()
	if _, err := heard[loan.RunResult](l, run, debits{day})(l.centre.Loan.DebitRun(ctx, system(day), day)); err != nil {
		return fmt.Errorf("debit run: %w", err)
	}
	if day == civil.DateOf(day.Year(), 1, 1) {
		run := "sim/reprice/" + day.String()
		_, err := heard[loan.RepriceResult](l, run, repricing{day})(l.centre.Loan.Reprice(ctx, system(day), day))
		if err != nil {
			return fmt.Errorf("new rates: %w", err)
		}
	}
	_, err := l.centre.Treasury.CloseDay(ctx, system(day), day)
	return err
}
