package store_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func invited(t *testing.T, st *storetest.Access, name, scope string) string {
	t.Helper()
	secret, err := st.Invite(t.Context(), name, scope)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func entered(t *testing.T, st *storetest.Access, invitation, name string) string {
	t.Helper()
	secret, err := st.Enter(t.Context(), invitation, name, "Browser\x00 1 \xff")
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestAnInvitationIsUsedOnce(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	link := invited(t, st, "Olena Kovalenko", "")
	for range 3 { // looking uses nothing up
		if inv, err := st.Invitation(t.Context(), link); err != nil || inv.Name != "Olena Kovalenko" || inv.First {
			t.Fatalf("%+v, %v", inv, err)
		}
	}
	secret := entered(t, st, link, "another name")
	x, err := st.Session(t.Context(), secret)
	if err != nil || x.Person.Name != "Olena Kovalenko" || x.Person.Scope != store.ScopeWrite || x.Device != "Browser 1 " || !x.ExpiresAt.Equal(clock.read().Add(store.SessionLasts)) {
		t.Errorf("%+v, %v", x, err)
	}
	if _, err := st.Enter(t.Context(), link, "", ""); !errors.Is(err, store.ErrInvitation) {
		t.Errorf("used twice: %v", err)
	}
	if _, err := st.Invitation(t.Context(), link); !errors.Is(err, store.ErrInvitation) {
		t.Errorf("looked at when it was used: %v", err)
	}
	if _, err := st.Authenticate(t.Context(), secret); !errors.Is(err, store.ErrToken) {
		t.Errorf("a session is taken for a token: %v", err)
	}
	for _, bad := range []string{"", link, secret + "x", "dl_" + strings.Repeat("A", 43)} {
		if _, err := st.Session(t.Context(), bad); !errors.Is(err, store.ErrSession) {
			t.Errorf("%q is a session: %v", bad, err)
		}
	}
}

// TestAnInvitationIsUsedByOne lets many use a link at the same time.
func TestAnInvitationIsUsedByOne(t *testing.T) {
	t.Parallel()
	st, _ := doorkeeper(t)
	link, err := st.InviteFirst(t.Context())
	if err != nil || link == "" {
		t.Fatalf("%q, %v", link, err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	came := 0
	for range 8 {
		all.Go(func() {
			_, err := st.Enter(t.Context(), link, "Olena", "")
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				came++
			} else if !errors.Is(err, store.ErrInvitation) {
				t.Error(err)
			}
		})
	}
	if all.Wait(); came != 1 {
		t.Errorf("%d came by one link", came)
	}
}

func TestInvitationsEnd(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	first := invited(t, st, "desk", store.ScopeWrite)
	second := invited(t, st, "desk", "") // whose device is lost
	if _, err := st.Enter(t.Context(), first, "", ""); !errors.Is(err, store.ErrInvitation) {
		t.Errorf("an earlier link is good: %v", err)
	}
	clock.pass(store.InvitationLasts)
	if _, err := st.Enter(t.Context(), second, "", ""); !errors.Is(err, store.ErrInvitation) {
		t.Errorf("an expired link is good: %v", err)
	}
	third := invited(t, st, "desk", store.ScopeAdmin)
	clock.pass(store.InvitationLasts - time.Microsecond)
	secret := entered(t, st, third, "")
	if x, err := st.Session(t.Context(), secret); err != nil || x.Person.Scope != store.ScopeAdmin {
		t.Errorf("%+v, %v", x, err)
	}
	clock.pass(store.SessionLasts)
	if _, err := st.Session(t.Context(), secret); !errors.Is(err, store.ErrSession) {
		t.Errorf("a session that expired is good: %v", err)
	}
}

func TestTheFirstPersonSaysAName(t *testing.T) {
	t.Parallel()
	st, _ := doorkeeper(t)
	created(t, st, "sync", store.ScopeRead, time.Time{})
	one, err := st.InviteFirst(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	two, err := st.InviteFirst(t.Context()) // another server of the same database
	if err != nil {
		t.Fatal(err)
	}
	if inv, err := st.Invitation(t.Context(), one); err != nil || !inv.First || inv.Name != "" {
		t.Errorf("%+v, %v", inv, err)
	}
	for _, name := range []string{"", " x", "a\nb", "sync", strings.Repeat("ж", 101)} {
		if _, err := st.Enter(t.Context(), one, name, ""); timeline.CodeOf(err) != timeline.InvalidParameter {
			t.Errorf("the name %q: %v", name, err)
		}
	}
	x, err := st.Session(t.Context(), entered(t, st, one, "Олена"))
	if err != nil || x.Person.Name != "Олена" || x.Person.Scope != store.ScopeAdmin {
		t.Errorf("%+v, %v", x, err)
	}
	if _, err := st.Enter(t.Context(), two, "Eve", ""); !errors.Is(err, store.ErrInvitation) {
		t.Errorf("a second first person: %v", err)
	}
	if link, err := st.InviteFirst(t.Context()); link != "" || err != nil {
		t.Errorf("there is somebody, and a link is made: %v", err)
	}
	if _, err := st.Invite(t.Context(), "sync", ""); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("a person with the name of a token: %v", err)
	}
	if _, err := st.Invite(t.Context(), "reader", store.ScopeRead); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("a person who may only read: %v", err)
	}
	if _, err := st.CreateToken(t.Context(), "Олена", store.ScopeRead, time.Time{}); timeline.CodeOf(err) != timeline.InvalidParameter || !strings.Contains(err.Error(), "A person is named") {
		t.Errorf("a token with the name of a person: %v", err)
	}
	if err := st.RevokeToken(t.Context(), "Олена"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("a person is revoked as a token: %v", err)
	}
	if list, err := st.Tokens(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("a person is among the tokens: %+v, %v", list, err)
	}
}

func TestWhoIsRevokedIsOutAtOnce(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	secret := entered(t, st, invited(t, st, "desk", ""), "")
	pending := invited(t, st, "desk", "")
	other := entered(t, st, invited(t, st, "other", ""), "")
	if err := st.RevokePerson(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Session(t.Context(), secret); !errors.Is(err, store.ErrSession) {
		t.Errorf("the session goes on: %v", err)
	}
	if _, err := st.Enter(t.Context(), pending, "", ""); !errors.Is(err, store.ErrInvitation) {
		t.Errorf("the link is good: %v", err)
	}
	if _, err := st.Session(t.Context(), other); err != nil {
		t.Errorf("another person is out: %v", err)
	}
	if err := st.RevokePerson(t.Context(), "desk"); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("revoked twice: %v", err)
	}
	again, err := st.Session(t.Context(), entered(t, st, invited(t, st, "desk", ""), ""))
	if err != nil {
		t.Fatal(err)
	}
	people, err := st.People(t.Context())
	if err != nil || len(people) != 3 || people[0].State(clock.read()) != "revoked" || people[2].N != again.Person.N || people[2].Sessions != 1 || !people[0].InvitedUntil.IsZero() {
		t.Errorf("%+v, %v", people, err)
	}
}

func TestSessionsAreEnded(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	session := func(secret string) store.Session {
		t.Helper()
		x, err := st.Session(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	var secrets []string
	for range 3 {
		secrets = append(secrets, entered(t, st, invited(t, st, "desk", ""), ""))
		clock.pass(time.Minute)
	}
	stranger := session(entered(t, st, invited(t, st, "other", ""), ""))
	first, last := session(secrets[0]), session(secrets[2])
	st.AwaitUses()
	list, err := st.Sessions(t.Context(), first.Person.N)
	if err != nil || len(list) != 3 || list[0].N != last.N || !list[0].LastUsedAt.Equal(clock.read()) {
		t.Errorf("%+v, %v", list, err)
	}
	if err := st.EndSession(t.Context(), stranger.Person.N, first.N); err != nil {
		t.Fatal(err)
	}
	session(secrets[0]) // another person ends nothing
	if err := st.EndSession(t.Context(), first.Person.N, first.N); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Session(t.Context(), secrets[0]); !errors.Is(err, store.ErrSession) {
		t.Errorf("it goes on: %v", err)
	}
	if err := st.EndOtherSessions(t.Context(), last.Person.N, last.N); err != nil {
		t.Fatal(err)
	}
	if list, err := st.Sessions(t.Context(), last.Person.N); err != nil || len(list) != 1 || list[0].N != last.N {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err := st.Sessions(t.Context(), stranger.Person.N); err != nil || len(list) != 1 {
		t.Errorf("%+v, %v", list, err)
	}
	if people, err := st.People(t.Context()); err != nil || !people[0].LastUsedAt.Equal(clock.read()) {
		t.Errorf("the last use is not known: %+v, %v", people, err)
	}
}

func TestPasskeysSignIn(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	me, err := st.Session(t.Context(), entered(t, st, invited(t, st, "desk", ""), ""))
	if err != nil {
		t.Fatal(err)
	}
	stranger, err := st.Session(t.Context(), entered(t, st, invited(t, st, "other", ""), ""))
	if err != nil {
		t.Fatal(err)
	}
	answer := func(challenge string, id ...byte) store.Answer {
		return store.Answer{Challenge: challenge, Expires: clock.read().Add(time.Minute), ID: id, Credential: []byte(`{"k":"` + challenge + `"}`), Device: "Phone\n"}
	}
	if err := st.AddPasskey(t.Context(), me.Person.N, answer("one", 1, 2, 3)); err != nil {
		t.Fatal(err)
	}
	for _, again := range []store.Answer{answer("one", 9), answer("two", 1, 2, 3)} { // the same challenge, and the same key
		if err := st.AddPasskey(t.Context(), stranger.Person.N, again); !errors.Is(err, store.ErrPasskey) {
			t.Errorf("%+v: %v", again, err)
		}
	}
	if p, err := st.Passkey(t.Context(), []byte{1, 2, 3}); err != nil || p.Person.Name != "desk" || p.Device != "Phone" || string(p.Credential) != `{"k":"one"}` || !p.LastUsedAt.IsZero() {
		t.Errorf("%+v, %v", p, err)
	}
	secret, err := st.EnterBy(t.Context(), answer("three", 1, 2, 3))
	if err != nil {
		t.Fatal(err)
	}
	if x, err := st.Session(t.Context(), secret); err != nil || x.Person.Name != "desk" {
		t.Errorf("%+v, %v", x, err)
	}
	for _, bad := range []store.Answer{answer("three", 1, 2, 3), answer("four", 7)} {
		if _, err := st.EnterBy(t.Context(), bad); !errors.Is(err, store.ErrPasskey) {
			t.Errorf("%+v signs in: %v", bad, err)
		}
	}
	list, err := st.Passkeys(t.Context(), me.Person.N)
	if err != nil || len(list) != 1 || string(list[0].Credential) != `{"k":"three"}` || !list[0].LastUsedAt.Equal(clock.read()) {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := st.RemovePasskey(t.Context(), stranger.Person.N, list[0].N); err != nil {
		t.Fatal(err)
	}
	if err := st.RevokePerson(t.Context(), "desk"); err != nil {
		t.Fatal(err)
	}
	if _, err := st.EnterBy(t.Context(), answer("five", 1, 2, 3)); !errors.Is(err, store.ErrPasskey) {
		t.Errorf("who was revoked signs in: %v", err)
	}
	for i := range byte(20) {
		if err := st.AddPasskey(t.Context(), stranger.Person.N, answer(string('a'+rune(i)), 100+i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := st.AddPasskey(t.Context(), stranger.Person.N, answer("many", 99)); timeline.CodeOf(err) != timeline.InvalidParameter {
		t.Errorf("the 21st passkey: %v", err)
	}
	if list, err = st.Passkeys(t.Context(), stranger.Person.N); err != nil || len(list) != 20 {
		t.Fatalf("%d, %v", len(list), err)
	}
	if err := st.RemovePasskey(t.Context(), stranger.Person.N, list[0].N); err != nil {
		t.Fatal(err)
	}
	if _, err := st.Passkey(t.Context(), []byte{100}); !errors.Is(err, store.ErrPasskey) {
		t.Errorf("a passkey that was removed: %v", err)
	}
}
