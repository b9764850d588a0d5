#!/bin/sh
# Starts the service in its image. JAVA_OPTIONS come after these and win over them.
set -eu
cd "$(dirname "$0")"

# The heap begins small, and takes what the container may use, less what Java itself, threads and the file cache need. Serial is the quickest collector on
# few cores, and the smallest, with room for what many calls under way make; beyond that Java's own choice is better.
options="-Xms48m -XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError"
[ "$(nproc)" -gt 2 ] || options="$options -XX:+UseSerialGC -XX:NewSize=24m"
[ ! -s classes.aot ] || options="$options -XX:AOTCache=classes.aot -Xlog:aot=off -Xlog:cds=off"
options="$options -Dspring.aot.enabled=true" # what the service consists of was found out when it was built

# shellcheck disable=SC2086 # several words each
exec java $options --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${JAVA_OPTIONS:-} -jar service.jar "$@"
