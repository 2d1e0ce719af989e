package admission

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"
)

// enter takes a place that must be there at once.
func enter(t *testing.T, g *gate, address string) (leave func()) {
	t.Helper()
	leave, err := g.enter(t.Context(), address)
	if err != nil {
		t.Fatalf("%s: %v", address, err)
	}
	return leave
}

// refusal is the error of a request that must not get a place.
func refusal(t *testing.T, g *gate, address string) *FullError {
	t.Helper()
	leave, err := g.enter(t.Context(), address)
	if err == nil {
		leave()
		t.Fatalf("%s was let in", address)
	}
	full, ok := errors.AsType[*FullError](err)
	if !ok {
		t.Fatalf("%s: %v", address, err)
	}
	return full
}

// queued lets a request wait, and tells of it when it is in.
func queued(t *testing.T, g *gate, address string, in chan<- string) {
	t.Helper()
	before := g.waits()
	go func() {
		leave, err := g.enter(t.Context(), address)
		if err != nil {
			in <- err.Error()
			return
		}
		in <- address
		leave()
	}()
	for g.waits() == before {
		time.Sleep(time.Millisecond)
	}
}

func (g *gate) waits() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.queue)
}

func TestPlacesAreBounded(t *testing.T) {
	t.Parallel()
	g := newGate(Page, Limit{AtOnce: 3})
	a, b := enter(t, g, ""), enter(t, g, "")
	c := enter(t, g, "")
	if full := refusal(t, g, ""); full.Own || full.Class != Page || full.After < time.Second {
		t.Errorf("%+v", full)
	}
	b()
	enter(t, g, "")()
	a()
	c()
	if g.held != 0 || len(g.by) != 0 {
		t.Errorf("%d are held, %d addresses known", g.held, len(g.by))
	}
}

// One address gets half of the places, rounded up, and half of the queue.
func TestOneAddressGetsHalf(t *testing.T) {
	t.Parallel()
	g := newGate(Export, Limit{AtOnce: 3, Queue: 2, Wait: time.Hour})
	in := make(chan string, 1)
	a, b := enter(t, g, "one"), enter(t, g, "one")
	queued(t, g, "one", in)
	if full := refusal(t, g, "one"); !full.Own {
		t.Errorf("%+v", full)
	}
	enter(t, g, "two")() // and does not let the one that waits in
	if g.waits() != 1 {
		t.Error("one address has all places")
	}
	a()
	if who := <-in; who != "one" {
		t.Error(who)
	}
	b()
	if len(g.by) != 0 {
		t.Errorf("%d addresses are still known", len(g.by))
	}
}

// Whoever was served longest ago is served next, and of one address whoever came first.
func TestQueueIsFair(t *testing.T) {
	t.Parallel()
	g := newGate(AsOf, Limit{AtOnce: 1, Queue: 6, Wait: time.Hour})
	in := make(chan string)
	leave := enter(t, g, "many")
	for _, address := range []string{"many", "many", "few", "many", "other"} {
		queued(t, g, address, in)
	}
	leave()
	var order []string
	for range 5 {
		order = append(order, <-in)
	}
	if want := []string{"few", "other", "many", "many", "many"}; !slices.Equal(order, want) {
		t.Errorf("%q, want %q", order, want)
	}
}

// A request waits no longer than it may, nor than its client does.
func TestWaitingEnds(t *testing.T) {
	t.Parallel()
	g := newGate(Write, Limit{AtOnce: 1, Queue: 4, Wait: time.Millisecond})
	leave := enter(t, g, "")
	if full := refusal(t, g, "a"); full.Own {
		t.Errorf("%+v", full)
	}
	g.limit.Wait = time.Hour
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	if _, err := g.enter(gone, "a"); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if g.waits() != 0 || len(g.by) != 0 {
		t.Errorf("%d wait, of %d addresses", g.waits(), len(g.by))
	}
	leave()
	enter(t, g, "a")()
}

// Classes have places of their own, and exports take turns at the processors.
func TestClassesWaitForThemselves(t *testing.T) {
	t.Parallel()
	limits := Limits{}
	for _, class := range Classes {
		limits[class] = Limit{AtOnce: 2}
	}
	c := New(Config{Limits: limits, Turns: 1})
	for _, class := range Classes {
		for range 2 {
			if _, err := c.Enter(t.Context(), class, ""); err != nil {
				t.Errorf("%s: %v", class, err)
			}
		}
		if _, err := c.Enter(t.Context(), class, ""); err == nil {
			t.Errorf("%s has a third place", class)
		}
	}
}

func TestExportsTakeTurns(t *testing.T) {
	t.Parallel()
	c := New(Config{Limits: Limits{Export: {AtOnce: 2}, Page: {AtOnce: 2}}, Turns: 1})
	one, err := c.Enter(t.Context(), Export, "")
	if err != nil {
		t.Fatal(err)
	}
	other, err := c.Enter(t.Context(), Export, "")
	if err != nil {
		t.Fatal(err)
	}
	one.Work(t.Context())
	one.Work(t.Context()) // it has its turn already
	worked := make(chan bool)
	go func() {
		other.Work(t.Context())
		worked <- true
		other.Leave()
		worked <- true
	}()
	page, err := c.Enter(t.Context(), Page, "")
	if err != nil {
		t.Fatal(err)
	}
	page.Work(t.Context()) // needs none
	page.Leave()
	select {
	case <-worked:
		t.Error("two exports work at the same time")
	default:
	}
	one.Pause()
	<-worked
	<-worked
	one.Work(t.Context())
	one.Leave()
	one.Leave()
	one.Work(t.Context()) // who has left needs no turn, and takes none
	if len(c.turns) != 0 || one.Holds() != true || page.Holds() {
		t.Errorf("%d turns are taken", len(c.turns))
	}
	(*Place)(nil).Work(t.Context())
	(*Place)(nil).Leave()
}

func TestLimitsByName(t *testing.T) {
	t.Parallel()
	l, err := Default(8).AtOnce(map[string]int{"as_of": 5, "page": 7})
	if err != nil || l[AsOf].AtOnce != 5 || l[Page].AtOnce != 7 || l[Page].Queue != Default(8)[Page].Queue || l[Export] != Default(8)[Export] {
		t.Errorf("%v %v", l, err)
	}
	if n := l.Readers(); n < 5+7 {
		t.Errorf("%d readers", n)
	}
	for _, wrong := range []map[string]int{{"pages": 1}, {"page": 0}, {"": 3}} {
		if _, err := l.AtOnce(wrong); err == nil {
			t.Errorf("%v is taken", wrong)
		}
	}
	for _, processors := range []int{0, 1, 2, 64} {
		for _, class := range Classes {
			if Default(processors)[class].AtOnce < 1 {
				t.Errorf("%d processors: %s has no place", processors, class)
			}
		}
	}
}
