"""The API over a database, for load."""

import sys

import uvicorn

from api.app import create_app
from models.database import engine
from models.settings import Settings

if __name__ == "__main__":
    app = create_app(engine(sys.argv[1]), settings=Settings(rate_limit=0, statement_seconds=60))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
