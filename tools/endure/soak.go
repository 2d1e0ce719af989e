package main

import (
	"context"
	"time"
)

func soak(ctx context.Context, o options, lasts time.Duration) error { return nil }
