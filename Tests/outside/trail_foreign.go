// Checks an exported trail with Go's checksum database code: signature, every entry's inclusion, and
// consistency with an earlier checkpoint. Needs the Debian packages golang-go and golang-golang-x-mod-dev:
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go run trail_foreign.go FOLDER [EARLIER-CHECKPOINT]
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type folder string

func (folder) Height() int                           { return 8 }
func (folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

// The format of today leaves out the height that Go's paths begin with: tile/8/L/N is tile/L/N.
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func check(err error) {
	if err != nil {
		fmt.Println("REFUSED:", err)
		os.Exit(1)
	}
}

func head(path, vkey string) (string, int64, tlog.Hash) {
	verifier, err := note.NewVerifier(vkey)
	check(err)
	data, err := os.ReadFile(path)
	check(err)
	signed, err := note.Open(data, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	var hash tlog.Hash
	copy(hash[:], root)
	return lines[0], size, hash
}

func entries(f folder, size int64) [][]byte {
	var all [][]byte
	for first := int64(0); first < size; first += 256 {
		width := 256
		if size-first < 256 {
			width = int(size - first)
		}
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: width}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), path))
		check(err)
		for len(data) > 0 {
			length := int(data[0])<<8 | int(data[1])
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	return all
}

func main() {
	f := folder(os.Args[1])
	key, err := os.ReadFile(filepath.Join(string(f), "vkey"))
	check(err)
	vkey := strings.TrimSpace(string(key))
	origin, size, root := head(filepath.Join(string(f), "checkpoint"), vkey)
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, f)
	all := entries(f, size)
	if int64(len(all)) != size {
		check(fmt.Errorf("%d entries of %d", len(all), size))
	}
	for index, entry := range all {
		proof, err := tlog.ProveRecord(size, int64(index), reader)
		check(err)
		check(tlog.CheckRecord(proof, size, root, int64(index), tlog.RecordHash(entry)))
	}
	fmt.Printf("%s: signature and %d inclusion proofs hold\n", origin, size)
	if len(os.Args) > 2 {
		_, oldSize, oldRoot := head(os.Args[2], vkey)
		proof, err := tlog.ProveTree(size, oldSize, reader)
		check(err)
		check(tlog.CheckTree(proof, size, root, oldSize, oldRoot))
		fmt.Printf("consistency %d -> %d holds\n", oldSize, size)
	}
}
