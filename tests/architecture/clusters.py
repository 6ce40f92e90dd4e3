"""The clusters of the province in the matrix: one that is full, one that can be dissolved."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from sangkien.core import clock
from sangkien.units.actions import cluster_leading, clusters
from sangkien.units.enums import ClusterKind, ClusterPost
from sangkien.units.models import Cluster
from tests.architecture.matrix import Form
from tests.factories import NOW, SYSTEM, Cast

Values = dict[str, tuple[object, ...]]


class Clusters:
    def __init__(self, cast: Cast, cluster: Cluster) -> None:
        self.cast, self.cluster = cast, cluster
        self.empty = clusters.form_cluster(
            organiser=cast.province,
            kind=ClusterKind.CLUSTER,
            year=cluster.year,
            name="Cụm II",
            number=2,
            by=SYSTEM,
            at=NOW,
        )
        self.lead = cluster_leading.appoint(
            cluster,
            cast.superior,
            post=ClusterPost.DEPUTY,
            person="Lý Cụm Phó",
            since_on=dt.date(2025, 1, 1),
            until_on=dt.date(2025, 12, 31),
            by=SYSTEM,
            at=NOW,
        )
        self.document = cluster_leading.add_document(
            cluster,
            number="",
            dated_on=NOW.date(),
            title="Quy chế",
            upload=SimpleUploadedFile("quy-che.pdf", b"%PDF-1.7\n%%EOF"),
            by=SYSTEM,
            at=NOW,
        )

    def values(self) -> Values:
        return {
            "clusters.code": (self.cast.province.code,),
            "clusters.pk": (self.cluster.pk,),
            "clusters.unit_pk": (self.cast.superior.pk,),
            "clusters.lead_pk": (self.lead.pk,),
            "clusters.doc_pk": (self.document.pk,),
        }

    def forms(self) -> dict[str, Form]:
        province: dict[str, object] = {"code": self.cast.province.code}
        full: dict[str, object] = {"pk": self.cluster.pk}
        empty: dict[str, object] = {"pk": self.empty.pk}
        today = f"{clock.today():%d/%m/%Y}"
        other, superior = self.cast.sister_superior, self.cast.superior
        cases: dict[str, tuple[dict[str, object], dict[str, object]]] = {
            "create": (province, {"kind": "cluster", "name": "Cụm III", "number": "3"}),
            "copy": (province, {}),
            "rename": (full, {"name": "Cụm số 1", "number": "1"}),
            "dissolve": (empty, {}),
            "add": (full, {"units": [str(other.pk)]}),
            "elected": (full, {"ballot": "0"}),
            "end_term": ({**full, "lead_pk": self.lead.pk}, {"until_on": "01/06/2025"}),
            "rotation": (full, {f"turn_{superior.pk}": "1"}),
            "document_add": (full, {"title": "Kế hoạch", "dated_on": today}),
            "document_remove": ({**full, "doc_pk": self.document.pk}, {}),
            "member": ({**full, "unit_pk": superior.pk}, {"to": str(self.empty.pk)}),
            "appoint": (
                full,
                {
                    "post": "head",
                    "unit": str(superior.pk),
                    "person": "Lý Cụm Trưởng",
                    "since_on": "01/02/2020",
                    "until_on": "31/12/2020",
                },
            ),
        }
        return {
            f"clusters:{page}": Form(sender="provincial", args=args, body=body)
            for page, (args, body) in cases.items()
        }
