"""Tools of the project's makers; nothing here is needed by a user."""
