package store

import "gorm.io/gorm"

// Statement is what a store asked of its database.
type Statement struct {
	SQL  string
	Args []any
}

// Watch calls fn with every statement that the store runs from now on, reading
// or writing. It is for tests and measurements, before the store is used by
// several at a time.
func (s *Store) Watch(fn func(Statement)) error {
	watch := func(db *gorm.DB) { fn(Statement{db.Statement.SQL.String(), db.Statement.Vars}) }
	for _, db := range []*gorm.DB{s.read, s.write} {
		c := db.Callback()
		for _, err := range []error{
			c.Row().After("gorm:row").Register("test:watch", watch),
			c.Query().After("gorm:query").Register("test:watch", watch),
			c.Raw().After("gorm:raw").Register("test:watch", watch),
			c.Create().After("gorm:create").Register("test:watch", watch),
			c.Update().After("gorm:update").Register("test:watch", watch),
		} {
			if err != nil {
				return err
			}
		}
	}
	return nil
}
