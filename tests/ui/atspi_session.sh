# A bus for screen readers, the window, one who reads it; what is started here ends here.
# Arguments: the bus launcher, the studio's Python, the system's Python, this folder, a folder to write in.
"$1" --launch-immediately &
bus=$!
"$2" "$4/atspi_window.py" "$5" &
window=$!
"$3" "$4/atspi_read.py" "$5/tree.json"
kill "$window" "$bus"
wait
