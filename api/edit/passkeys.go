package edit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// passkeyPatience is how long a page's challenge may be answered.
const passkeyPatience = 15 * time.Minute

// relyingParty checks passkeys for the origin of a request. It is nil where browsers
// have none: without https, but on this machine itself.
func (s *server) relyingParty(r *http.Request) *webauthn.WebAuthn {
	origin := s.Origin(r)
	u, err := url.Parse(origin)
	if err != nil || net.ParseIP(u.Hostname()) != nil {
		return nil
	}
	// Without an address of its own the server believes the Host of a request on this
	// machine alone.
	local := u.Hostname() == "localhost"
	if !local && (u.Scheme != "https" || s.Config.PublicURL == "") {
		return nil
	}
	party, err := webauthn.New(&webauthn.Config{RPID: u.Hostname(), RPDisplayName: "Dateline", RPOrigins: []string{origin}})
	if err != nil {
		return nil
	}
	return party
}

// holder is a person as authenticators know them.
type holder struct {
	id   []byte
	name string
	keys []webauthn.Credential
}

func (h *holder) WebAuthnID() []byte                         { return h.id }
func (h *holder) WebAuthnName() string                       { return h.name }
func (h *holder) WebAuthnDisplayName() string                { return h.name }
func (h *holder) WebAuthnCredentials() []webauthn.Credential { return h.keys }

// holderOf is a person with some passkeys. Their id tells authenticators nothing,
// and is of this database alone.
func (s *server) holderOf(person store.Token, passkeys []store.Passkey) (*holder, error) {
	id := sha256.Sum256(fmt.Appendf(nil, "%s person %d", s.Store.Identity(), person.N))
	h := &holder{id: id[:], name: person.Name}
	for _, p := range passkeys {
		var key webauthn.Credential
		if err := json.Unmarshal(p.Credential, &key); err != nil {
			return nil, fmt.Errorf("decode a passkey: %w", err)
		}
		h.keys = append(h.keys, key)
	}
	return h, nil
}

// asked is what a challenge was made for, as a page keeps it: sealed, so that nothing
// is kept of those who never answer.
type asked struct {
	Person  int64                `json:"p"` // who adds a passkey, 0 for signing in
	Session webauthn.SessionData `json:"s"`
}

func (s *server) seal(a asked) (string, error) {
	a.Session.Expires = time.Now().Add(passkeyPatience).Truncate(time.Second).UTC()
	text, err := json.Marshal(a)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(append(s.mac(text), text...)), nil
}

func (s *server) unseal(sealed string) (asked, error) {
	var a asked
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) < sha256.Size || !hmac.Equal(raw[:sha256.Size], s.mac(raw[sha256.Size:])) {
		return a, errAnswer
	}
	return a, json.Unmarshal(raw[sha256.Size:], &a)
}

func (s *server) mac(text []byte) []byte {
	h := hmac.New(sha256.New, s.Store.CursorKey())
	h.Write([]byte("challenge of a passkey\x00"))
	h.Write(text)
	return h.Sum(nil)
}

// errAnswer says that a passkey's answer does not do. Why, it does not say.
var errAnswer = &timeline.Error{Code: timeline.InvalidParameter, Parameter: "credential", Message: "The passkey could not be checked, or the page was open for too long: load it again and try once more."}

// challengeToAdd is what a page hands to an authenticator for a new passkey; nil
// where there are none.
func (s *server) challengeToAdd(c *gin.Context, me store.Session, held []store.Passkey) (*page.Challenge, error) {
	party := s.relyingParty(c.Request)
	if party == nil {
		return nil, nil //nolint:nilnil // the page goes without it
	}
	h, err := s.holderOf(me.Person, held)
	if err != nil {
		return nil, err
	}
	options, session, err := party.BeginRegistration(h,
		webauthn.WithExclusions(webauthn.Credentials(h.keys).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired}))
	if err != nil {
		return nil, err
	}
	return s.challenge(asked{me.Person.N, *session}, options.Response)
}

// challengeToSignIn is what a page hands to an authenticator to sign in by.
func (s *server) challengeToSignIn(c *gin.Context) (*page.Challenge, error) {
	party := s.relyingParty(c.Request)
	if party == nil {
		return nil, nil //nolint:nilnil // the page goes without it
	}
	options, session, err := party.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, err
	}
	return s.challenge(asked{0, *session}, options.Response)
}

func (s *server) challenge(a asked, options any) (*page.Challenge, error) {
	sealed, err := s.seal(a)
	if err != nil {
		return nil, err
	}
	text, err := json.Marshal(options)
	return &page.Challenge{Options: string(text), State: sealed}, err
}

// answered reads what a page sent of an authenticator's answer.
func (s *server) answered(c *gin.Context) (party *webauthn.WebAuthn, a asked, credential []byte, err error) {
	values, err := s.form(c)
	if err != nil {
		return nil, a, nil, err
	}
	if party = s.relyingParty(c.Request); party == nil {
		return nil, a, nil, errAnswer
	}
	a, err = s.unseal(values.Get("state"))
	return party, a, []byte(values.Get("credential")), err
}

func (s *server) answerOf(c *gin.Context, a asked, key *webauthn.Credential) (store.Answer, error) {
	key.Attestation = webauthn.CredentialAttestation{} // which nobody asks for again
	text, err := json.Marshal(key)
	return store.Answer{Challenge: a.Session.Challenge, Expires: a.Session.Expires, ID: key.ID, Credential: text, Device: c.Request.UserAgent()}, err
}

// postPasskey serves POST /edit/passkeys: it adds a passkey of whoever is signed in.
func (s *server) postPasskey(c *gin.Context, me store.Session) error {
	err := s.addPasskey(c, me)
	if timeline.CodeOf(err) == timeline.InvalidParameter {
		return s.showDevices(c, me, http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	return s.see(c, devices)
}

func (s *server) addPasskey(c *gin.Context, me store.Session) error {
	party, a, credential, err := s.answered(c)
	if err != nil {
		return err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(credential)
	if err != nil || a.Person != me.Person.N {
		return errAnswer
	}
	h, err := s.holderOf(me.Person, nil)
	if err != nil {
		return err
	}
	key, err := party.CreateCredential(h, a.Session, parsed)
	if err != nil {
		return errAnswer
	}
	answer, err := s.answerOf(c, a, key)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	if err = s.Store.AddPasskey(ctx, me.Person.N, answer); errors.Is(err, store.ErrPasskey) {
		return errAnswer
	}
	return httpserver.Because(ctx, err)
}

// postPasskeySignIn serves POST /edit/passkeys/sign-in: it signs in a device by a
// passkey.
func (s *server) postPasskeySignIn(c *gin.Context) error {
	secret, err := s.enterBy(c)
	if timeline.CodeOf(err) == timeline.InvalidParameter {
		return s.signInPage(c, http.StatusUnauthorized, err)
	}
	if err != nil {
		return err
	}
	s.setCookie(c, secret)
	return s.see(c, home)
}

func (s *server) enterBy(c *gin.Context) (secret string, err error) {
	party, a, credential, err := s.answered(c)
	if err != nil {
		return "", err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(credential)
	if err != nil || a.Person != 0 {
		return "", errAnswer
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	known, err := s.Store.Passkey(ctx, parsed.RawID)
	if errors.Is(err, store.ErrPasskey) {
		return "", errAnswer
	}
	if err != nil {
		return "", httpserver.Because(ctx, err)
	}
	h, err := s.holderOf(known.Person, []store.Passkey{known})
	if err != nil {
		return "", err
	}
	key, err := party.ValidateDiscoverableLogin(func(_, handle []byte) (webauthn.User, error) {
		if !hmac.Equal(handle, h.id) {
			return nil, errAnswer
		}
		return h, nil
	}, a.Session, parsed)
	if err != nil || key.Authenticator.CloneWarning {
		return "", errAnswer
	}
	answer, err := s.answerOf(c, a, key)
	if err != nil {
		return "", err
	}
	secret, err = s.Store.EnterBy(ctx, answer)
	if errors.Is(err, store.ErrPasskey) {
		return "", errAnswer
	}
	return secret, httpserver.Because(ctx, err)
}

// postPasskeyRemoval serves POST /edit/passkeys/remove: it forgets a passkey by its
// number.
func (s *server) postPasskeyRemoval(c *gin.Context, me store.Session) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(strings.TrimSpace(values.Get("passkey")), 10, 64)
	if err != nil {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: "The field passkey is the number of one of your passkeys."}
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	if err := s.Store.RemovePasskey(ctx, me.Person.N, n); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, devices)
}
