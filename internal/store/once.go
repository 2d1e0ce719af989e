package store

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"time"

	"example.org/dateline/internal/timeline"
)

// Once lets a request be made again without being done again: its answer is
// kept under a key of the client's (Idempotency-Key).
type Once struct {
	Token  int64  // the client's
	Key    string // of the client's choice
	Digest []byte // of all that the request asks for
}

// KeptFor is how long an answer is kept.
const KeptFor = 24 * time.Hour

const forgetOld = "DELETE FROM idempotency_keys WHERE at < ?"

// recall reads the answer of the same request into answer, and reports whether
// there is one. The same key with another request is refused, with code KeyReused.
func (o *Once) recall(tx *Tx, answer any) (bool, error) {
	if o == nil {
		return false, nil
	}
	if err := tx.exec("forget old answers", forgetOld, tx.now.Add(-KeptFor).UnixMicro()); err != nil {
		return false, err
	}
	rows, err := tx.db.Raw("SELECT digest, answer FROM idempotency_keys WHERE token = ? AND key = ?", o.Token, o.Key).Rows()
	if err != nil {
		return false, fmt.Errorf("recall an answer: %w", err)
	}
	defer rows.Close()
	if !rows.Next() {
		return false, rows.Err()
	}
	var digest []byte
	var kept string
	if err := rows.Scan(&digest, &kept); err != nil {
		return false, fmt.Errorf("recall an answer: %w", err)
	}
	if subtle.ConstantTimeCompare(digest, o.Digest) != 1 {
		return false, &timeline.Error{Code: timeline.KeyReused,
			Message: "The Idempotency-Key was sent with another request in the last 24 hours: take a new key for a new request."}
	}
	return true, json.Unmarshal([]byte(kept), answer)
}

// keep keeps the answer of a request that was done.
func (o *Once) keep(tx *Tx, answer any) error {
	if o == nil {
		return nil
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	return tx.exec("keep an answer", "INSERT INTO idempotency_keys (token, key, digest, answer, at) VALUES (?, ?, ?, ?, ?)", o.Token, o.Key, o.Digest, string(text), tx.now.UnixMicro())
}

// Recall is what Create does before it writes, for writes of several
// transactions.
func (s *Store) Recall(ctx context.Context, o *Once, answer any) (known bool, err error) {
	if o == nil {
		return false, nil
	}
	_, err = s.Update(ctx, UpdateOptions{DryRun: true}, func(tx *Tx) error {
		known, err = o.recall(tx, answer)
		return err
	})
	return known, err
}

// Keep is what Create does when it has written. Of two answers under one key
// the first stays, for as long as answers are kept.
func (s *Store) Keep(ctx context.Context, o *Once, answer any) error {
	if o == nil {
		return nil
	}
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	now := s.now().UTC()
	// Recall takes back all that it does, its forgetting as well.
	if _, err := s.alone(ctx, forgetOld, now.Add(-KeptFor).UnixMicro()); err != nil {
		return fmt.Errorf("forget old answers: %w", err)
	}
	if _, err := s.alone(ctx, "INSERT INTO idempotency_keys (token, key, digest, answer, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (token, key) DO NOTHING", o.Token, o.Key, o.Digest, string(text), now.UnixMicro()); err != nil {
		return fmt.Errorf("keep an answer: %w", err)
	}
	return nil
}
