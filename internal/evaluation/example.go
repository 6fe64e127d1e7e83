package evaluation

import _ "embed"

// ExampleName is the name of the file that Example holds.
const ExampleName = "zhongwei-2024-self-evaluation.txt"

// Example is the three tables that a real centre published for 2024, as published: what the program finds in real
// papers is shown on them.
//
//go:embed testdata/zhongwei-2024-self-evaluation.txt
var Example []byte
