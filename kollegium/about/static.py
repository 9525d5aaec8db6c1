"""Static files under names that change with their content, so that browsers keep them for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Hashed(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
