# Measured by `make boundary`.
ON_BOUNDARY += gc
