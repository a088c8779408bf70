# readme.sh: README's blocks for operators, for the scripts that run them. Their
# names stand behind the language: ```sh /etc/portal/run
# shellcheck shell=sh

README=${README:-${0%/*}/../../README.md}

# block NAME: prints it.
block() {
	awk -v name="$1" '
		/^```/ { inside = !inside && $2 == name; found += inside; next }
		inside
		END { exit !found }' "$README" ||
	    { echo "README has no block $1"; exit 1; }
}

# blocks: the names of all.
blocks() {
	awk '/^```/ { if (!inside && NF > 1) print $2; inside = !inside }' \
	    "$README"
}
