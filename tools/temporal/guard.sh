#!/bin/sh
# guard.sh COMMAND [ARGUMENT...]
# Becomes COMMAND (same process id) and leaves a watcher behind that ends COMMAND's process group as soon as
# whoever started this is gone, even by SIGKILL: stdin is a pipe from the starter, which the kernel then closes.
# It must `exec`: were COMMAND a child of this script, a SIGKILL of the script would orphan it.
# Expects to lead its own process group.
exec 3<&0 </dev/null
command_pid=$$
(
  trap '' TERM
  read -r _ <&3
  # Whatever stands still could not end. PostgreSQL's children lead groups of their own; without /proc there is no list.
  kill -CONT "-$command_pid" $(cat "/proc/$command_pid/task/$command_pid/children")
  kill -TERM "-$command_pid"
  seconds=0
  while kill -0 "$command_pid" && [ "$seconds" -lt 10 ]; do
    sleep 1
    seconds=$((seconds + 1))
  done
  kill -KILL "-$command_pid"
) >/dev/null 2>&1 &
exec "$@" 3<&-
