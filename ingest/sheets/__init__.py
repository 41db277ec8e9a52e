"""Our own YAML sheets, checked and rendered into readable documents."""
