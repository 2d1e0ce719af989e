package page

import (
	"io"
	"strings"
	"time"
)

// EditFrame is what stands around the pages of somebody who is signed in.
type EditFrame struct {
	Frame
	Person string // their name
	Admin  bool   // they may do what concerns the server itself
}

// minuteOf words an instant of our own, to the minute.
func (l *Language) minuteOf(t time.Time) string {
	return l.dayOf(t) + " " + t.UTC().Format("15:04 UTC")
}

// orNever words an instant that may be none.
func (l *Language) orNever(t time.Time) string {
	if t.IsZero() {
		return l.text("edit.never")
	}
	return l.minuteOf(t)
}

// Challenge is what a page hands to an authenticator, and sends with the answer.
type Challenge struct {
	Options string // JSON, as browsers take it
	State   string
}

// SignInInput is what the page that says how to sign in is made from.
type SignInInput struct {
	Frame
	Elsewhere bool       // the reader may be signed in, and came from another site
	Challenge *Challenge // nil where there are no passkeys
	Mistake   string     // what was wrong with one, in English
}

// SignIn is the page that says how to sign in.
type SignIn struct{ SignInInput }

// NewSignIn makes it.
func NewSignIn(in SignInInput) *SignIn {
	p := &SignIn{in}
	p.Title = in.Language.text("edit.sign_in")
	return p
}

// Render writes it.
func (p *SignIn) Render(w io.Writer) error { return render(w, "signin", p.Language, p) }

// InvitationInput is what the page of an invitation is made from.
type InvitationInput struct {
	Frame
	Name    string // of the person, or what the first one has typed
	First   bool   // nobody edits here yet
	Over    bool   // the link is used, expired, or none
	Mistake string // what is wrong with the name, in English
}

// Invitation is the page whose button uses a link up.
type Invitation struct{ InvitationInput }

// NewInvitation makes it.
func NewInvitation(in InvitationInput) *Invitation {
	p := &Invitation{in}
	p.Title = in.Language.text("edit.sign_in")
	return p
}

// Render writes it.
func (p *Invitation) Render(w io.Writer) error { return render(w, "invitation", p.Language, p) }

// DevicesInput is what the list of devices is made from.
type DevicesInput struct {
	EditFrame
	Devices   []DeviceInput
	Passkeys  []DeviceInput // by the device on which each was made
	Challenge *Challenge    // nil where there are no passkeys
	Mistake   string        // what was wrong with one, in English
}

// DeviceInput is a device on which somebody is signed in.
type DeviceInput struct {
	N           int64
	Agent       string // as its browser calls itself
	Since, Used time.Time
	Here        bool // it is the one that asks
}

// Devices is the list of devices.
type Devices struct {
	EditFrame
	Rows, Passkeys []DeviceRow
	Others         bool // there is another device than the one that asks
	Challenge      *Challenge
	Mistake        string
}

// DeviceRow is a device in the list.
type DeviceRow struct {
	DeviceInput
	Name            string // "" where it is not known
	SinceDay, UseAt string
}

// NewDevices makes it.
func NewDevices(in DevicesInput) *Devices {
	p := &Devices{EditFrame: in.EditFrame, Challenge: in.Challenge, Mistake: in.Mistake}
	p.Title = in.Language.text("edit.devices")
	for _, d := range in.Devices {
		p.Others = p.Others || !d.Here
		p.Rows = append(p.Rows, deviceRow(in.Language, d))
	}
	for _, d := range in.Passkeys {
		p.Passkeys = append(p.Passkeys, deviceRow(in.Language, d))
	}
	return p
}

func deviceRow(l *Language, d DeviceInput) DeviceRow {
	return DeviceRow{d, deviceName(l, d.Agent), l.dayOf(d.Since), l.orNever(d.Used)}
}

// Render writes it.
func (p *Devices) Render(w io.Writer) error { return render(w, "devices", p.Language, p) }

// The names that are looked for in what browsers call themselves, the first that is
// found wins: most claim to be several.
var (
	browsers = [][2]string{{"Edg", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser", "Samsung Internet"}, {"Firefox/", "Firefox"}, {"FxiOS", "Firefox"}, {"CriOS", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}, {"curl/", "curl"}}
	systems  = [][2]string{{"Windows", "Windows"}, {"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Mac OS X", "macOS"}, {"CrOS", "ChromeOS"}, {"Linux", "Linux"}}
)

// deviceName is what people call a browser and its system.
func deviceName(l *Language, agent string) string {
	var names []string
	for _, table := range [][][2]string{browsers, systems} {
		for _, row := range table {
			if strings.Contains(agent, row[0]) {
				names = append(names, row[1])
				break
			}
		}
	}
	return strings.Join(names, l.text("dates.list_separator"))
}

// TokensInput is what the page of access tokens is made from.
type TokensInput struct {
	EditFrame
	Tokens               []TokenInput
	Scopes               []string
	Name, Scope, Expires string // as they are filled in
	Mistake              string // what is wrong with that, in English
	Made, Secret         string // the token that was made just now, with its name
}

// TokenInput is an access token.
type TokenInput struct {
	Name, Scope         string
	State               string // active, expired or revoked
	Made, Expires, Used time.Time
}

// Tokens is the page of access tokens.
type Tokens struct {
	TokensInput
	Rows []TokenRow
}

// TokenRow is a token in the list.
type TokenRow struct {
	TokenInput
	MadeDay, ExpiresDay, UsedAt string
}

// NewTokens makes it: those that are active first.
func NewTokens(in TokensInput) *Tokens {
	p := &Tokens{TokensInput: in}
	l := in.Language
	p.Title = l.text("edit.tokens")
	var ended []TokenRow
	for _, t := range in.Tokens {
		row := TokenRow{t, l.dayOf(t.Made), l.orNever(t.Expires), l.orNever(t.Used)}
		if t.State == "active" {
			p.Rows = append(p.Rows, row)
		} else {
			ended = append(ended, row)
		}
	}
	p.Rows = append(p.Rows, ended...)
	return p
}

// Render writes it.
func (p *Tokens) Render(w io.Writer) error { return render(w, "tokens", p.Language, p) }
