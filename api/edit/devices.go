package edit

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// getDevices serves GET /edit/devices: where somebody is signed in.
func (s *server) getDevices(c *gin.Context, me store.Session) error {
	return s.showDevices(c, me, http.StatusOK, nil)
}

// showDevices shows devices and passkeys, and what was wrong with a new one.
func (s *server) showDevices(c *gin.Context, me store.Session, status int, wrong error) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	sessions, err := s.Store.Sessions(ctx, me.Person.N)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	held, err := s.Store.Passkeys(ctx, me.Person.N)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in := page.DevicesInput{EditFrame: s.editFrame(c, me), Mistake: mistake(wrong)}
	if in.Challenge, err = s.challengeToAdd(c, me, held); err != nil {
		return err
	}
	for _, p := range held {
		in.Passkeys = append(in.Passkeys, page.DeviceInput{N: p.N, Agent: p.Device, Since: p.CreatedAt, Used: p.LastUsedAt})
	}
	for _, x := range sessions {
		in.Devices = append(in.Devices, page.DeviceInput{N: x.N, Agent: x.Device, Since: x.CreatedAt, Used: x.LastUsedAt, Here: x.N == me.N})
	}
	return s.send(c, status, in.Language, page.NewDevices(in))
}

// postDevices serves POST /edit/devices: it signs out one device by its number, or
// all others.
func (s *server) postDevices(c *gin.Context, me store.Session) error {
	values, err := s.form(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	device := values.Get("device")
	if device == "others" {
		err = s.Store.EndOtherSessions(ctx, me.Person.N, me.N)
	} else {
		n, wrong := strconv.ParseInt(device, 10, 64)
		if wrong != nil {
			return &timeline.Error{Code: timeline.InvalidRecord, Message: "The field device is the number of one of your devices, or others."}
		}
		err = s.Store.EndSession(ctx, me.Person.N, n)
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, devices)
}
