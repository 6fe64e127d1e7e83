// Command platform is the simulator of the government service platform and hotline, served for the tests of the pages:
// what POST /test/call has is an order that somebody told the hotline, and GET /test/answers are the answers to orders.
package main

import (
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"

	"guangsha/internal/base/secret/gm"
	"guangsha/internal/gateway/platform"
	"guangsha/internal/workorder"
)

func main() {
	listen := flag.String("listen", "", "address on this machine")
	shared := flag.String("key", "", "key that it shares with the centre, in hexadecimal")
	flag.Parse()
	key, err := hex.DecodeString(*shared)
	if err == nil {
		err = serve(*listen, platform.NewSimulator(gm.NewMAC(key)))
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func serve(address string, s *platform.Simulator) error {
	mux := http.NewServeMux()
	mux.Handle("/", s)
	mux.HandleFunc("POST /test/call", func(w http.ResponseWriter, r *http.Request) {
		var in workorder.Incoming
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		s.Call(in)
	})
	mux.HandleFunc("GET /test/answers", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(s.Answers())
	})
	return http.ListenAndServe(address, mux)
}
