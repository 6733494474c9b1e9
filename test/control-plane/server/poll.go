package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// poll repeats try until it succeeds, and says how it last failed if it never does.
func poll(ctx context.Context, limit time.Duration, failure string, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", failure, err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// orUnknown gives a component that ended without an error one to report.
func orUnknown(err error) error {
	if err == nil {
		return errors.New("it ended by itself")
	}
	return err
}
