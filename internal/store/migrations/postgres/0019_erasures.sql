-- Erasure: what the law asks to be forgotten. The log says that a record was erased, and
-- which of its fields: a JSON list of pointers, of which "" is all of it.
-- The counterpart is migrations/sqlite/0019_erasures.sql.

-- +goose Up
ALTER TABLE changes DROP CONSTRAINT changes_action_check;
ALTER TABLE changes ADD CONSTRAINT changes_action_check CHECK (action IN ('create', 'update', 'retract', 'erase'));

CREATE TABLE erasures (
    seq    bigint PRIMARY KEY, -- of the entry in changes
    fields text   NOT NULL
);

-- +goose Down
DROP TABLE erasures;
UPDATE changes SET action = 'update' WHERE action = 'erase';
ALTER TABLE changes DROP CONSTRAINT changes_action_check;
ALTER TABLE changes ADD CONSTRAINT changes_action_check CHECK (action IN ('create', 'update', 'retract'));
