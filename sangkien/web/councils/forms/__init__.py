"""What officers and members write on the pages of councils."""
