"""Reads a JSON list of YAML texts from stdin; writes one line of JSON for each: its documents, or the error."""
import datetime
import json
import math
import sys

try:
    import yaml
except ImportError:
    sys.exit('PyYAML is missing: apt-get install python3-yaml')


def main():
    print(json.dumps({'version': yaml.__version__}))
    for text in json.load(sys.stdin):
        try:
            answer = {'documents': [plain(document) for document in yaml.safe_load_all(text)]}
        except yaml.YAMLError as error:
            answer = {'error': ' '.join(str(error).split())}
        print(json.dumps(answer))


def plain(value):
    """JSON, with a tagged object for what JSON has no word for."""
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: plain(item) for key, item in value.items()}
        return {'!map': [[plain(key), plain(item)] for key, item in value.items()]}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.datetime)):
        return {'!date': value.isoformat()}
    if isinstance(value, bytes):
        return {'!binary': value.hex()}
    if isinstance(value, set):
        return {'!set': sorted(map(str, value))}
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53 - 1:
        return {'!int': str(value)}
    if isinstance(value, float) and not math.isfinite(value):
        return {'!float': {'inf': 'Infinity', '-inf': '-Infinity', 'nan': 'NaN'}[str(value)]}
    return value


main()
