package app

import (
	"testing"

	"guangsha/internal/catalogue"
	"guangsha/internal/evaluation"
)

func TestEveryMeasureThatIndicatorsAreBoundToExists(t *testing.T) {
	names := evaluation.BoundMeasures()
	if len(names) < 30 {
		t.Errorf("only %d measures are bound", len(names))
	}
	for _, name := range names {
		if _, known := catalogue.Named(name); !known {
			t.Errorf("no measure %s", name)
		}
	}
}
