"""Reports: snapshots, the flash report in all its forms, the wall screen, posters, tables."""
