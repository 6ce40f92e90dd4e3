"""What the tests need of the machine beside Python: a browser and PostgreSQL."""
