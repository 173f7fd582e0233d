from services.analytics.config import Settings
from services.analytics.main import create_app
from shared.service import run
from shared.settings import load_settings

if __name__ == "__main__":
    run(create_app(load_settings(Settings)))
