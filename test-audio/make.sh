#!/bin/sh
# Makes the recordings of this folder and MANIFEST.tsv again. Not part of the build: the files are
# committed. Needs espeak-ng (1.51), ffmpeg (libavcodec's FLAC encoder), sha256sum, a JDK and Maven.
# The samples are the same everywhere but for the speech, which depends on espeak-ng's version; the
# FLAC files, and so their hashes, depend on ffmpeg's.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# speak NAME VOICE WORDS_A_MINUTE TEXT
speak() {
  espeak-ng -v "$2" -s "$3" -w "$work/$1.wav" "$4"
  printf 'espeak-ng 1.51, voice %s, %s words a minute: "%s"\n' "$2" "$3" "$4" > "$work/$1.txt"
}

speak interview en-gb 155 \
  "When we moved here, the harbour was still full of boats. My father repaired the engines."
speak lecture en-us+f3 150 \
  "Sound leaves the speaker once, but it reaches the listener many times."
speak reading de+m3 150 \
  "Am Abend stand der Wind auf der Treppe, und niemand wollte zuerst hinunter."

mvn -B -q -pl core -DskipTests test-compile \
  dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=test
java -cp "core/target/test-classes:core/target/classes:$(cat "$work/classpath")" \
  org.unroom.core.testkit.audio.TestAudioMaker "$work" "$work/out"

rm -f test-audio/*.flac
for wav in "$work"/out/*.wav; do
  flac=test-audio/$(basename "$wav" .wav).flac
  ffmpeg -nostdin -v error -y -i "$wav" -map_metadata -1 -fflags +bitexact -flags:a +bitexact \
    -c:a flac -compression_level 12 "$flac"
done

# The last column, the hash, is filled in here.
{
  head -n 1 "$work/out/MANIFEST.tsv"
  tail -n +2 "$work/out/MANIFEST.tsv" | while IFS= read -r line; do
    file=$(printf '%s' "$line" | cut -f 1)
    hash=$(sha256sum "test-audio/$file" | cut -d ' ' -f 1)
    printf '%s\t%s\n' "${line%?-}" "$hash"
  done
} > test-audio/MANIFEST.tsv
