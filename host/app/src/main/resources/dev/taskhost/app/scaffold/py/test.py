"""Tests {{name}} without a host: python3 {{test}}"""

import asyncio
import importlib.util
import pathlib
import unittest

FILE = pathlib.Path(__file__).resolve().parent / "{{body}}"
spec = importlib.util.spec_from_file_location("{{name}}", FILE)
body = importlib.util.module_from_spec(spec)
spec.loader.exec_module(body)


class Test(unittest.TestCase):
    def test_gives_its_arguments_back(self):
        result = asyncio.run(body.{{name}}("{{name}}", "1", "2", sub_task_id=1, __unique_trace_id__="0" * 32))
        self.assertEqual({"arguments": ["1", "2"]}, result)


if __name__ == "__main__":
    unittest.main()
